"""Who signs in: users, sessions, passwords. What a user may do is decided elsewhere."""
