"""The command line: arguments to one call, one answer shown, one exit code."""
