"""Pages of the plan: list, settings, and one way to add, correct and withdraw each noun."""
