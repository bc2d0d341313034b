"""What can happen to notices and links of public pages. One file per noun."""
