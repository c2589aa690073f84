"""Day first or month first: what a person said, what the file proves, what its form always writes, or a question."""

from collections.abc import Iterable

import polars as pl

from warehouse.intake import dates
from warehouse.intake.memory import DATE_ORDER
from warehouse.intake.recognise import Match
from warehouse.intake.results import Inspection, Options, Question

DATE_KINDS = ("date", "timestamp")


def date_texts(data: pl.DataFrame, match: Match) -> list[tuple[str, int]]:
    """The distinct texts of a table's dates and how often each stands there. ``data`` has columns c0, c1 …."""
    names = [field.name for field in match.feed.fields if field.kind in DATE_KINDS and field.name in match.fields]
    return [row for name in names for row in data[f"c{match.fields[name][0]}"].value_counts().rows()]


def date_order(texts: Iterable[tuple[str, int]], match: Match, options: Options, inspection: Inspection) -> str | None:
    """The order of the file's dates, or None with a question put to the inspection; None too where it has no dates."""
    texts = list(texts)
    order, is_open = dates.order_of(texts)
    usual = options.answer(DATE_ORDER) or match.supplied.get("date_order")
    known = options.answer("date_order") or (order is None and usual)
    if known:
        return known
    if is_open:
        text = "The dates could be day first or month first (3/4 is 3 April or March 4): which are they?"
        inspection.questions.append(Question("date_order", text, (dates.DAY_FIRST, dates.MONTH_FIRST)))
    return order or (None if is_open else dates.DAY_FIRST if texts else None)
