"""Programs for those who change the code; run as `python -m scripts.NAME`."""
