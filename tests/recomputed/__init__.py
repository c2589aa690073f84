"""Every indicator worked out a second time, from the export files, with the standard library alone.

Nothing here imports the project: dates, marks, answers and formulas are read and written down afresh from
docs/architecture.md, docs/methods.md and the reference tables. test_recomputed.py holds the two equal.
"""
