"""What stands in the files: frozen records; each scalar type parses its own text."""
