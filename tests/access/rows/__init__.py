"""One file per app, each with ``ROWS``: what every member of the cast gets at the app's addresses."""
