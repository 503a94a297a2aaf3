"""Ledger files as text with places: read once, edited by cutting."""
