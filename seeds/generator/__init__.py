"""Writes the exports of the fictional Harbour View Centre: ``python -m seeds.generator``.

Everything is drawn from named random streams with one seed, so a run writes the same bytes every time.
docs/demo_data.md says what is planted in the data and how large it is.
"""
