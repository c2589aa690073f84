"""Values turned into words: percentages, intervals, n, change, dates, judgements and who said it. Pure functions."""

import datetime as dt
import re
from zoneinfo import ZoneInfo

TOO_FEW = "too few to say"
# Of a figure that governors do not get: few are counted, or few are not, or it would tell of such a one beside it.
HELD_BACK = "held back"
WHY_HELD_BACK = (
    "so few are counted, or so few are not, that somebody could be known, or a figure like that could be worked out"
)
NOT_RELEASED = "not part of the governors' release"
SHARE = "share"
_JOINER = "\u2060"  # no width, and no line ends at it
_SCHOOL_CLOCK = ZoneInfo("Europe/London")

JUDGEMENTS = {"not_yet": "not yet", "developing": "developing", "strong": "strong"}
NOT_JUDGED = "not judged"
STATES = {"not_started": "not started", "in_progress": "in progress", "done": "done", "stuck": "stuck", "late": "late"}
FEEDS = {
    "attendance": "attendance marks",
    "attendance_totals": "attendance totals",
    "contacts": "contacts with home",
    "events": "events and turn-out",
    "head_counts": "head counts of events",
    "behaviour": "the behaviour log",
    "attainment": "assessment results",
    "surveys": "surveys",
    "pupils": "the pupil list",
    "benchmarks": "published attendance",
    "phases": "the progress of the phases",
}
ROLES = {"governor": "a governor", "slt": "a senior leader", "staff": "a member of staff", "admin": "an administrator"}
GROUPS = {
    ("all", "all"): "all pupils",
    ("pupil_premium", "yes"): "pupil premium",
    ("pupil_premium", "no"): "no pupil premium",
    ("send", "none"): "no special educational needs",
    ("send", "support"): "SEN support",
    ("send", "ehcp"): "education, health and care plan",
    ("eal", "yes"): "English as an additional language",
    ("eal", "no"): "English as the first language",
}


def percent(value: float | None) -> str:
    """A rate of 0 to 1 as a whole percentage; 'held back' for None."""
    return HELD_BACK if value is None else f"{_whole(value)}%"


def exact(value: float) -> str:
    """A published rate with the decimal it was published with: '57.5%', '41%'."""
    return f"{value * 100:.1f}".removesuffix(".0") + "%"


def figure(value: float | None, kind: str = SHARE) -> str:
    """An indicator's value by its value_kind: '58%', '2,345' (count), '12 days' (days), '3.4' (mean, ratio), '0.33'."""
    if value is None or kind == SHARE:
        return percent(value)
    if kind == "days":
        return days(value)
    small = kind == "ratio" and abs(value) < 1  # of so few in a hundred one decimal says little
    return f"{value:,.0f}" if kind == "count" else f"{value:,.{2 if small else 1}f}"


def interval(low: float | None, high: float | None, kind: str = SHARE) -> str:
    """The 95 % interval as 'between 50% and 66%'; empty where there is none."""
    return "" if low is None or high is None else f"between {figure(low, kind)} and {figure(high, kind)}"


def count(number: float | None, things: str) -> str:
    """'1,234 possible sessions'; 'held back' for None. ``things`` is plural and stays so."""
    return HELD_BACK if number is None else f"{number:,.0f} {things}"


def based_on(number: float | None, things: str) -> str:
    """As `count`, to read on after 'Based on': 'a number of households that is held back' for None."""
    return f"a number of {things} that is {HELD_BACK}" if number is None else count(number, things)


def step(now: float, before: float, kind: str = SHARE) -> str:
    """The step from ``before`` to ``now`` in the words of its kind: '4 percentage points', '0.3', '2 days'."""
    return points(now, before) if kind == SHARE else figure(abs(now - before), kind)


def points(now: float, before: float) -> str:
    """The step from ``before`` to ``now`` (0 to 1): '4 percentage points', '1 percentage point'."""
    size = abs(_whole(now) - _whole(before))
    return f"{size} percentage point{'' if size == 1 else 's'}"


def difference(value: float, low: float, high: float) -> str:
    """A difference of shares (-1 to 1) and its range: '33 points less (9 to 53)', '2 points less (8 less to 9 more)'.

    Points are percentage points.
    """
    size = abs(_whole(abs(value)))
    said = f"{size} point{'' if size == 1 else 's'} {'more' if value > 0 else 'less'}" if size else "no difference"
    if low < 0 < high:
        return f"{said} ({_whole(-low)} less to {_whole(high)} more)"
    nearer, further = sorted((abs(low), abs(high)))
    return f"{said} ({_whole(nearer)} to {_whole(further)})"


def is_clear(now: dict, before: dict) -> bool:
    """True where two rows (value, interval_low, interval_high) differ by more than their intervals allow."""
    ends = (now["interval_low"], now["interval_high"], before["interval_low"], before["interval_high"])
    if None in ends:
        return False
    return now["interval_low"] > before["interval_high"] or now["interval_high"] < before["interval_low"]


def change(now: dict | None, before: dict | None, since: str, better_direction: str = "up", kind: str = SHARE) -> str:
    """How a rate moved since the period named ``since``: a clear step with better or worse, or 'no clear change'.

    A row is a dict with value, interval_low, interval_high (a share is 0 to 1; None where held back).
    """
    if before is None or before["value"] is None:
        return f"nothing to compare with in {since}" if since else "nothing earlier to compare with"
    if now is None or now["value"] is None:
        return HELD_BACK
    if not is_clear(now, before):
        return f"no clear change since {since} ({figure(before['value'], kind)})"
    way = "up" if now["value"] > before["value"] else "down"
    verdict = "better" if way == better_direction else "worse"
    moved = step(now["value"], before["value"], kind)
    return f"{verdict}: {way} {moved} since {since} ({figure(before['value'], kind)})"


def against_published(value: float | None, low: float | None, high: float | None, published: float) -> str:
    """Where a rate lies beside a published one, said only as firmly as its interval allows."""
    if value is None:
        return HELD_BACK
    if low is not None and high is not None and low <= published <= high:
        return f"close to the published {exact(published)}"
    return f"{'above' if value > published else 'below'} the published {exact(published)}"


def date(day: dt.date | None, nothing: str = "no date") -> str:
    """'7 March 2025'."""
    return nothing if day is None else f"{day.day} {day:%B %Y}"


def moment(when: dt.datetime) -> str:
    """'7 March 2025 at 16:05' on the school's clock; ``when`` is UTC without a zone, as the register keeps it."""
    local = when.replace(tzinfo=dt.UTC).astimezone(_SCHOOL_CLOCK)
    return f"{date(local)} at {local:%H:%M}"


def period(period_id: str) -> str:
    """A period inside a sentence: 'autumn term 2024/25', 'the school year 2024/25'; others as they are."""
    parts = period_id.split()
    if len(parts) == 1:
        return f"the school year {period_id}" if "/" in period_id else period_id
    half = f", half term {parts[2]}" if len(parts) > 2 else ""
    return f"{parts[1]} term {parts[0]}{half}"


def group(group_type: str, group_value: str) -> str:
    """A group of pupils inside a sentence: 'all pupils', 'Westside', 'Year 9', 'no pupil premium'."""
    return GROUPS.get((group_type, group_value), group_value)


def judgement(value: str | None) -> str:
    """A judgement on the continuum, or 'not judged'."""
    return JUDGEMENTS.get(value or "", NOT_JUDGED)


def state(status: str, days_late: int | None = None) -> str:
    """A step's or action's state; lateness comes first because it asks for a decision."""
    if (days_late or 0) > 0 and status != "done":
        return "late"
    return STATES.get(status, status.replace("_", " "))


def days(number: float) -> str:
    """'1 day', '12 days', '4.5 days'."""
    return f"{number:g} day{'' if number == 1 else 's'}"


def plain(text: str) -> str:
    """Text from data made safe for places that read markdown, such as the title of a card: shown as it is written.

    Signs of markup are escaped, and so is what makes a list or a heading of words alone. What would become a link even
    so gets a character in it that is not seen.
    """
    unlinked = re.sub(r"(?i)\b(https?|www)(?=[:.])|(?=@)", lambda found: found[0] + _JOINER, text)
    escaped = re.sub(r"([\\`*_{}\[\]()<>#|~$:&])", r"\\\1", unlinked)
    flush = re.sub(r"(?m)^[ \t]+", "", escaped)
    return re.sub(r"(?m)^(\d*)([-+=.])", r"\1\\\2", flush)


def sentence(text: str) -> str:
    """The text with a capital first letter and a full stop at its end."""
    text = text.strip()
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "?", "!")) else ".")


def _whole(value: float) -> int:
    """Half a per cent rounds up, as readers expect; the small addition undoes binary fractions just below the half."""
    return int(value * 100 + 0.5 + 1e-9)
