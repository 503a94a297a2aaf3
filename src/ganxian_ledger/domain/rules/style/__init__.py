"""Style (S): never an error."""
