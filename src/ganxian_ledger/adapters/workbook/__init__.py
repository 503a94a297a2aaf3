"""Foreign spreadsheets: bytes that nobody vouches for → a `RawBook`, or why they cannot be read.

The parent (`reader`) only looks at the size and the first bytes. All else happens in a worker
process with a limit of time and memory: what a package really holds (`package`), what calamine
would pass over in silence (`sheet`, `looks`, `biff`), and the values, read by calamine.
"""
