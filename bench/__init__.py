"""How long cold processes take."""
