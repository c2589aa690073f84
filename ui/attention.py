"""What to look at first: each row of rpt_attention as a plain sentence, a question to ask, and the page to open."""

from dataclasses import dataclass, field

from ui import indicators, words
from ui.data import mart
from ui.filters import Filters
from ui.phases import reading

ASK = {
    "late_action": "Ask what is in the way, who will move it, and by when.",
    "worse_than_before": "Ask what changed, and what is being done about it.",
    "evidence_fell": "Ask whether the judgement still stands, and what happened since.",
    "site_gap": "Ask what one site does that the other does not.",
    "open_barrier": "Ask who will answer it, with what, and by when.",
    "perception_gap": "Ask staff what they go by, and parents what would help, before an action is chosen.",
    "barrier_change": "Ask what has changed for these families, and whether the plan still fits.",
    "barrier_group": "Ask what would help these families in particular.",
    "stale_feed": "Ask who sends the export, and when the next one is due.",
    "impact_found": "Ask what follows from it: to go on, to reach more families, or to stop.",
    "better_than_before": "Ask what made the difference, and whether it can be kept and spread.",
}
_STEADY = "no clear change"


@dataclass(frozen=True)
class Matter:
    """One thing to look at. ``page`` is an address of PAGES; ``choices`` are set before it opens."""

    sentence: str
    ask: str
    page: str
    choices: dict[str, str] = field(default_factory=dict)


def matters(most: int = 7) -> list[Matter]:
    """The first ``most`` rows of rpt_attention, in its order."""
    names = _names()
    return [_matter(row, names) for row in mart("rpt_attention").head(most).to_dicts()]


def steady(named: tuple[str, ...]) -> list[str]:
    """A sentence for each of these indicators that did not clearly change between the last two terms with data."""
    terms = mart("dim_periods", period_type="term", has_data=True)["period_id"].to_list()
    read = indicators.readings(Filters("term", terms[-1])) if terms else {}
    found = [read[one] for one in named if one in read and read[one].change.startswith(_STEADY)]
    return [words.sentence(f"{one.name}: {_with_range(one.now)} of {one.n}, {one.change}") for one in found]


def _matter(row: dict, names: dict[str, str]) -> Matter:
    name = names.get(row["subject_id"]) or row["subject_id"]
    page, choices = _PLACES[row["subject_type"]](row)
    if row["group_type"] == "site":
        choices["site"] = row["group_value"]
    said = words.sentence(_SENTENCES[row["reason_code"]](row, name))
    more = f" And {row['others']} more like it." if row["others"] else ""
    return Matter(said + more, ASK[row["reason_code"]], page, choices)


def _names() -> dict[str, str]:
    """Subject id to its name, for indicators, barriers, key questions, ideas, actions and feeds."""
    found = {}
    for table, key, label in (
        ("rpt_framework_items", "item_id", "label"),
        ("dim_indicators", "indicator_id", "name"),
        ("dim_barriers", "barrier_id", "label"),
        ("dim_key_questions", "key_question_id", "label"),
        ("rpt_phase_steps", "action_id", "action_label"),
    ):
        found |= dict(mart(table).select(key, label).iter_rows())
    return found | reading.names() | words.FEEDS


def _changed(row: dict, name: str) -> str:
    figure = f"{name}, {words.group(row['group_type'], row['group_value'])}: {_with_range(row)}{_of(row)}"
    before = row["previous_value"]
    if before is None:
        return figure
    way = "up" if row["value"] > before else "down"
    verdict = "better" if row["reason_code"] == "better_than_before" else "worse"
    return f"{figure}, {verdict} than the {words.percent(before)} before ({way} {words.points(row['value'], before)})"


def _fell(row: dict, name: str) -> str:
    before = words.percent(row["previous_value"])
    return f"The evidence for '{name}' is worse than when it was judged: {_with_range(row)}, {before} then"


def _site(row: dict, name: str) -> str:
    there = words.percent(row["previous_value"])
    return f"{name}, {row['group_value']}: {_with_range(row)}{_of(row)}, against {there} elsewhere"


def _open(row: dict, name: str) -> str:
    return f"{_with_range(row)} of {row['people']} parents name '{name}', and no action answers it"


def _apart(row: dict, name: str) -> str:
    """A barrier named here and there; the range is that of the difference."""
    here, there = words.percent(row["value"]), words.percent(row["previous_value"])
    gap = words.difference(row["value"] - row["previous_value"], row["interval_low"], row["interval_high"])
    said = {
        "perception_gap": f"by {here} of parents and {there} of staff",
        "barrier_change": f"by {here} of parents, {there} in the survey before",
        "barrier_group": f"by {here} ({words.group(row['group_type'], row['group_value'])}), {there} of other families",
    }
    return f"'{name}' is named {said[row['reason_code']]}: {gap}, {row['people']} parents"


def _late(row: dict, name: str) -> str:
    return f"The action '{name}' is late by {words.days(int(row['value']))}"


def _stale(row: dict, name: str) -> str:
    return f"No newer data: {name} end {words.days(int(row['value']))} before the newest data of the school"


def _impact(row: dict, name: str) -> str:
    gap = words.difference(row["value"], row["interval_low"], row["interval_high"])
    return f"'{name}' goes with attendance {gap}, beside families it did not reach; {row['people']} pupils were reached"


def _of(row: dict) -> str:
    """How many people stand behind a figure; a release for governors leaves that out where sessions are counted."""
    return f" of {row['people']} people" if row["people"] is not None else ""


def _with_range(row: dict) -> str:
    return f"{words.percent(row['value'])} ({words.interval(row['interval_low'], row['interval_high'])})"


def _question_place(row: dict) -> tuple[str, dict[str, str]]:
    """The key question for which the indicator comes first."""
    links = mart("rpt_question_evidence", indicator_id=row["subject_id"]).sort("position", "key_question_id")
    return "key_questions", {"question": links["key_question_id"][0]} if links.height else {}


def _phase_place(row: dict) -> tuple[str, dict[str, str]]:
    """The phase the action is in."""
    found = mart("rpt_phase_progress", action_id=row["subject_id"])["phase_id"]
    return "phase_progress", {"phase": found[0]} if found.len() else {}


_SENTENCES = {
    "late_action": _late,
    "worse_than_before": _changed,
    "better_than_before": _changed,
    "evidence_fell": _fell,
    "site_gap": _site,
    "open_barrier": _open,
    "perception_gap": _apart,
    "barrier_change": _apart,
    "barrier_group": _apart,
    "stale_feed": _stale,
    "impact_found": _impact,
}
_PLACES = {
    "indicator": _question_place,
    "barrier": lambda row: ("barriers", {}),
    "key_question": lambda row: ("key_questions", {"question": row["subject_id"]}),
    "impact": lambda row: ("impact", {"idea": row["subject_id"], "year": row["period_id"]}),
    "phase_action": _phase_place,
    "feed": lambda row: ("upload", {}),
}
