"""Reports for readers: plain values built from one board, before any format."""
