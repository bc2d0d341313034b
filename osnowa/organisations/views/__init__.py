"""How the centre's directory and its people are asked for over HTTP."""
