"""Pages of figures: the table with the list behind each number, and what the project promised."""
