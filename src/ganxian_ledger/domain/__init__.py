"""What a plan is and what follows from it: no file, no clock, no print."""
