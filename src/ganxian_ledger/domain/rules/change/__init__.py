"""Rules about edits: what may not happen between a published state and the next; one file each."""
