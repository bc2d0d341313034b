"""Private files with a hash; a download is answered only after the owning app asked its own policy."""
