"""How public pages, and what stands above and beside them, are asked for over HTTP."""
