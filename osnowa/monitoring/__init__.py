"""What the national registers of participants (SM EFS, SL2014) want of a person, checked before it is sent.

``facts`` is the one input: ``Project`` and ``Participation``, filled by a query. ``filing.Filing`` says which
register, in the words of which rule pack, on which day; ``rows.row`` is a person as a row of its file.
``checking.check_project`` returns every fault of everybody at once; ``queries.wording`` says it in Polish.
``writing`` makes CSV and XLSX, ``reading`` reads them back, ``reconciling`` compares and pins the answers.
Columns, texts and file forms are data: ``rulepacks.registers``; ``register_for`` a project's rule pack.
"""
