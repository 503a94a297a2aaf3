"""Monthly forms: what is asked of a unit, and what a filled form says."""
