"""Lists as centres really have them: brought, understood, a verdict for every row, taken and withdrawn.

Nouns: ``Batch`` (one list), ``ListRow``, ``FilePiece`` (the encrypted file), ``RememberedColumns``. Doors:
``actions``, ``tasks.carry_on`` (work that nobody waits for), ``queries.judged``. The pure rooms: ``reading``
(bytes → ``Table``), ``headers`` (columns → fields), ``values`` (a cell → value, fault or note), ``verdicts``,
``placing`` (fields → their homes), ``keeping`` (a row as JSON), ``exports`` (what was refused).
"""
