"""What reads across apps: the person's file, the project overview, menus and the three kinds of no."""
