"""Where the floors meet: one file a story; nothing is printed here."""
