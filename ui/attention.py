"""What to look at first: each row of rpt_attention as a plain sentence, a question to ask, and the page to open."""

from dataclasses import dataclass, field

from ui import words
from ui.data import mart
from ui.phases import reading

ASK = {
    "worse_than_before": "Ask what changed, and what is being done about it.",
    "better_than_before": "Ask what made the difference, and whether it can be kept and spread.",
    "site_gap": "Ask what one site does that the other does not.",
    "late_action": "Ask what is in the way, who will move it, and by when.",
    "stale_feed": "Ask who sends the export, and when the next one is due.",
    "common_barrier": "Ask which action answers it, and how we would see that it helps.",
}


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


def _matter(row: dict, names: dict[str, str]) -> Matter:
    name = names.get(row["subject_id"]) or row["subject_id"]
    say = _SENTENCES[row["subject_type"]]
    page, choices = _PLACES[row["subject_type"]](row)
    if row["group_type"] == "site":
        choices["site"] = row["group_value"]
    return Matter(words.sentence(say(row, name)), ASK.get(row["reason_code"], ""), page, choices)


def _names() -> dict[str, str]:
    """Subject id to its name, for indicators, barriers and actions."""
    indicators = mart("dim_indicators").select("indicator_id", "name").iter_rows()
    barriers = mart("dim_barriers").select("barrier_id", "label").iter_rows()
    actions = mart("rpt_phase_steps").select("action_id", "action_label").unique().iter_rows()
    return {**dict(indicators), **dict(barriers), **dict(actions), **reading.names(), **words.FEEDS}


def _indicator(row: dict, name: str) -> str:
    where = words.group(row["group_type"], row["group_value"])
    figure = f"{name}, {where}: {words.percent(row['value'])}"
    before = row["previous_value"]
    if row["reason_code"] == "site_gap":
        return f"{figure}, against {words.percent(before)} at the other site"
    if before is None:
        return figure
    way = "up" if row["value"] > before else "down"
    verdict = "better" if row["reason_code"] == "better_than_before" else "worse"
    return f"{figure}, {verdict} than the {words.percent(before)} before ({way} {words.points(row['value'], before)})"


def _barrier(row: dict, name: str) -> str:
    before = row["previous_value"]
    earlier = "" if before is None else f"; {words.percent(before)} in the survey before"
    return f"{words.percent(row['value'])} of parents name '{name}' as a barrier{earlier}"


def _action(row: dict, name: str) -> str:
    late = "" if row["value"] is None else f" by {words.days(int(row['value']))}"
    return f"The action '{name}' is late{late}"


def _feed(row: dict, name: str) -> str:
    if row["value"] is None:
        return f"Nothing has been loaded yet: {name}"
    return f"No newer data: {name} end {words.days(int(row['value']))} before the newest data of the school"


def _question_place(row: dict) -> tuple[str, dict[str, str]]:
    """The key question for which the indicator comes first."""
    links = mart("rpt_question_evidence", indicator_id=row["subject_id"]).sort("position", "key_question_id")
    return "key_questions", {"question": links["key_question_id"][0]} if links.height else {}


def _phase_place(row: dict) -> tuple[str, dict[str, str]]:
    """The phase the action is in."""
    found = mart("rpt_phase_progress", action_id=row["subject_id"])["phase_id"]
    return "phase_progress", {"phase": found[0]} if found.len() else {}


_SENTENCES = {"indicator": _indicator, "barrier": _barrier, "phase_action": _action, "feed": _feed}
_PLACES = {
    "indicator": _question_place,
    "barrier": lambda row: ("barriers", {}),
    "phase_action": _phase_place,
    "feed": lambda row: ("upload", {}),
}
