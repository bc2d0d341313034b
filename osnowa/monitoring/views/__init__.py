"""Pages of a register: what stands in the way, files, answers, one person."""
