"""How Osnowa looks and speaks: base pages, components, form fields, icons, CSS, Polish plurals and formats."""
