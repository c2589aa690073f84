"""What a release shows and holds back, in words and as tables; draws nothing."""

from collections import defaultdict
from zoneinfo import ZoneInfo

import polars as pl

from ui import words
from warehouse.read import Release

_LOCAL = ZoneInfo("Europe/London")
_RESPONDENTS = {"parent": "parents", "pupil": "pupils", "staff": "staff"}
REASONS = {
    "too few people": "Too few people",
    "would give another away": "Would give another away",
    "held back before": "Held back in an earlier release",
}
HOW = (
    "A figure is held back where fewer than five children or families are counted, or are left over, or are in the "
    "group at all (ten for surveys); and where it would let somebody work such a figure out from totals, from other "
    "tables or from earlier releases. Only terms and school years that are over are released."
)


def by_subject(cells: list[tuple[str, bool, str]], names: dict[str, str]) -> pl.DataFrame:
    """One row for each figure: how many are shown and why the others are not. ``cells``: (what is counted, is shown,
    reason)."""
    counts: dict[str, dict[str, int]] = defaultdict(lambda: dict.fromkeys(("Shown", *REASONS.values()), 0))
    for about, is_shown, reason in cells:
        counts[_subject(about, names)]["Shown" if is_shown else REASONS[reason]] += 1
    return pl.DataFrame([{"Figure": name, **counted} for name, counted in sorted(counts.items())])


def _subject(about: str, names: dict[str, str]) -> str:
    role, _, barrier = about.partition(" ")
    return f"Barriers, {_RESPONDENTS.get(role, role)}" if barrier else names.get(about, about)


def kept(figures: dict) -> str:
    """How much governors are told, in a sentence."""
    shown = figures["cells"] - figures["suppressed_cells"]
    least = "" if figures["is_optimal"] else " Somewhat less might have been held back; the search was cut short."
    return (
        f"{shown:,} of {figures['cells']:,} figures are shown ({words.percent(figures['share_of_cells'])}); they speak "
        f"for {words.percent(figures['share_of_people'])} of the people counted.{least}"
    )


def log(releases: list[Release]) -> pl.DataFrame:
    """The releases, newest first."""
    return pl.DataFrame(
        [
            {
                "Released": moment(release.released_at),
                "Signed off by": release.released_by,
                "Figures shown": release.figures["cells"] - release.figures["suppressed_cells"],
                "Held back": release.figures["suppressed_cells"],
                "Taken back": f"{moment(release.withdrawn_at)}, {release.withdrawn_by}" if release.withdrawn_at else "",
            }
            for release in reversed(releases)
        ]
    )


def moment(at) -> str:
    """'22 November 2026 at 08:05', in local time."""
    return f"{at.astimezone(_LOCAL):%-d %B %Y at %H:%M}"
