"""Behaviour logs that overlap, and results in measures that the demonstration has none of."""

import csv
import io
from datetime import date, timedelta
from random import Random

KINDS = ("Positive", "Disruption", "Bullying", "Racist incident", "Suspension", "Merit", "Verbal abuse", "Lateness")
MEASURES = {"Reading age": (6, 14), "Standardised score": (70, 120), "Percentage": (10, 90), "Effort": (1, 5)}
FIRST, DAYS = date(2024, 10, 1), 500


def more_exports(seed: str, pupils: list[str]) -> list[tuple[str, str, bytes]]:
    """Name, feed and bytes of each file; ``pupils`` are pupil numbers."""
    rng = Random(seed)  # noqa: S311 -- reproducible data, not a secret
    log = [(rng.choice(pupils), rng.choice(KINDS), rng.randrange(DAYS), number) for number in range(260)]
    early = [row for row in log if row[2] < 300]
    late = [row for row in log if row[2] >= 250 and rng.random() > 0.1]
    results = [
        (pupil, subject, measure, FIRST + timedelta(days=rng.randrange(DAYS)), rng.randint(10 * low, 10 * high) / 10)
        for pupil in pupils
        for subject in ("English", "Maths")
        for measure, (low, high) in MEASURES.items()
        for _ in range(rng.randrange(5))
    ]
    marked = {row[:4]: row for row in results}.values()
    return [
        ("behaviour_first.csv", "behaviour", _file(("Pupil ID", "Incident date", "Behaviour type", "Note"), early)),
        ("behaviour_later.csv", "behaviour", _file(("Pupil ID", "Incident date", "Behaviour type", "Note"), late)),
        ("results.csv", "attainment", _file(("Pupil ID", "Subject", "Measure", "Assessment date", "Result"), marked)),
    ]


def _file(header: tuple[str, ...], rows) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(header)
    for row in rows:
        if len(header) == 4:
            pupil, kind, day, number = row
            row = (pupil, f"{FIRST + timedelta(days=day):%d/%m/%Y}", kind, f"entry {number}")
        else:
            row = (*row[:3], f"{row[3]:%d/%m/%Y}", row[4])
        writer.writerow(row)
    return text.getvalue().encode()
