"""A view to text or bytes; it reads no ledger."""
