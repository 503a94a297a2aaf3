"""References and identity (R)."""
