"""Who did what, and who looked: an append-only chain that shows every later change of it."""
