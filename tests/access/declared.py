"""The declared matrix: who may do what, as rows of matrix.csv. What is not in it is nobody's, and fails a test."""

import csv
from pathlib import Path

ROLES = ("governor", "slt", "staff", "admin")
KINDS = ("page", "table", "entry", "act", "address", "export")


def rows(kind: str) -> dict[str, dict[str, bool]]:
    """Name to {'nobody' or a role: whether it may}."""
    with Path(__file__).with_name("matrix.csv").open(encoding="utf-8", newline="") as file:
        listed = [row for row in csv.DictReader(file) if row["kind"] == kind]
    return {row["name"]: {who: row[who] == "yes" for who in ("nobody", *ROLES)} for row in listed}


def allowed(kind: str, role: str) -> set[str]:
    """The names of a kind that are a role's."""
    return {name for name, may in rows(kind).items() if may[role]}
