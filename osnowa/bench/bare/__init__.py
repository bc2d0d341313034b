"""A bare Django page of the same people, the measure of the list of people; served nowhere else."""
