"""Two states of a ledger side by side: what became of each record."""
