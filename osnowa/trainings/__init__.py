"""Group work: what is taught to which group, when, and who was there.

Nouns: Course, Edition (a course for one group), Session, MarkBatch, Attendance. Doors: ``actions`` (plan,
mark, undo), ``queries`` (meetings of a week, the register of an edition), ``access``, ``attendance``
(minutes, frequency).
"""
