"""Polish formats of Osnowa."""
