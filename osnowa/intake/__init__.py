"""Lists as centres really have them: a file read, its columns understood, a verdict for every row.

Pure so far: ``reading.open_book`` (bytes → a ``Table`` of cells with the row numbers of the sheet),
``headers.propose`` (columns → our fields), ``values.read`` (a cell → value, fault or note) and
``verdicts.judge`` (rows and who is known already → what would happen to each row). ``exports`` writes what
was refused, ``sentences`` says codes in Polish. Whether two records may be one person is asked of
``participants.likeness``, here and at every other door.
"""
