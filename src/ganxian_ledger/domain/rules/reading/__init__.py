"""The file as text, YAML and shape (Y): declared here, found while reading."""
