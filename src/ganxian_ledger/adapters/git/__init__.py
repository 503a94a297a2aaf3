"""What the repository remembers of a ledger, through the program `git`."""
