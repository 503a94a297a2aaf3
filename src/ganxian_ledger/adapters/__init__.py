"""The outside world: files, YAML, the clock. It knows the domain and nothing above."""
