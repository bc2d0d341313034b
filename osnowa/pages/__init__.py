"""Public pages made from live records, totals only; notices above them and links beside them."""
