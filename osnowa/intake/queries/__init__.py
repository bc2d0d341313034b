"""What is asked of lists: which there are, who of them is known, what the project calls things."""

from osnowa.intake.queries.batches import batches_visible_to, counts_of, rows_visible_to

__all__ = ["batches_visible_to", "counts_of", "rows_visible_to"]
