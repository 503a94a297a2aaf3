"""Numbers (N)."""
