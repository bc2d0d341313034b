"""What counts, once, on which day: the table of figures, the list behind each and the reason for each row."""
