"""One file a command; each decides nothing and prints through the console."""
