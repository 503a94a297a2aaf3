"""Time and procedure (T): the log of a measure."""
