"""The edge of time: what is now and today (a demo moves it), and rows superseded instead of overwritten."""
