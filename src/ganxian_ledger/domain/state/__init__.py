"""What is true as of a day: every function takes the day, and every figure comes from the board."""
