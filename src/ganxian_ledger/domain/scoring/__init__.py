"""考评: the declared scheme applied to the facts; every point with its reason."""
