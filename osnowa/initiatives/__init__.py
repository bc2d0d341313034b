"""Community initiatives: open events that participants hold, counted when done and evidenced."""
