"""The rules of a ledger: what must not be, and why."""
