"""Pages of group work: the timetable, the register, planning, courses."""
