"""The filters above a page: term, site and group of pupils, kept across pages and in the address."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from html import escape

import polars as pl
import streamlit as st

from ui import choices, words
from ui.data import mart, remembered

ALL_SITES, ALL_PUPILS, TERM_BEFORE = "All sites", "All pupils", "The one before"
_SEPARATOR = ": "
_LET_GO = "village_filter_let_go"

GROUP_NAMES = {
    "year_group": "Year group",
    "pupil_premium": "Pupil premium",
    "send": "Special educational needs",
    "eal": "English as an additional language",
    "sex": "Sex",
}
VALUE_NAMES = {
    "yes": "yes",
    "no": "no",
    "none": "none",
    "support": "SEN support",
    "ehcp": "education, health and care plan",
}


@dataclass(frozen=True)
class Filters:
    """What is looked at. ``group_type`` and ``group_value`` are the keys of the rows to read.

    Figures exist for one site or for one group of pupils, not for both at once, so a chosen site is also the group
    (``group_type`` 'site'); ``site`` is 'all' where no site was chosen. ``compare`` is the period to set beside it,
    None for the one before.
    """

    period_type: str
    period_id: str
    site: str = "all"
    group_type: str = "all"
    group_value: str = "all"
    compare: str | None = None

    def where(self) -> dict[str, str]:
        """The conditions for a mart whose rows have a period and a group."""
        return {
            "period_type": self.period_type,
            "period_id": self.period_id,
            "group_type": self.group_type,
            "group_value": self.group_value,
        }


def filters(*names: str) -> Filters:
    """Draw the filters ``names`` ('term', 'site', 'group', 'compare') in one row and return what is chosen.

    Without a choice: the latest term with data, all sites, all pupils. A choice in the address that does not exist
    is set aside with a note.
    """
    periods, options = _options()
    compared = _like(choices.choice("term") or next(iter(periods), ""), periods)
    options = options | {"compare": [TERM_BEFORE, *compared]}
    unknown = [name for name in names if _forget_unknown(name, options[name])]
    if choices.choice("site") and choices.choice("group"):  # both in the address
        _let_go("group")
    with st.container(key="filters", horizontal=True, gap="medium"):
        chosen = {name: _select(name, options[name]) for name in names if options[name]}
    for name in unknown:
        st.caption(f"The {_LABELS[name][0].lower()} in the address is not known here, so the usual one is shown.")
    if st.session_state.get(_LET_GO) and {"site", "group"} <= set(names):
        st.caption(f"{_ONE_OF_TWO} {words.plain(st.session_state[_LET_GO])} was let go.")
    term = chosen.get("term") or next(iter(periods), "")
    found = _as_filters(periods.get(term, "term"), term, chosen.get("site"), chosen.get("group"))
    _say_on_paper(found, chosen.get("compare", TERM_BEFORE))
    return found if chosen.get("compare", TERM_BEFORE) == TERM_BEFORE else replace(found, compare=chosen["compare"])


def _like(term: str, periods: dict[str, str]) -> list[str]:
    """The other periods of the same length: terms for a term, years for a year."""
    return [name for name, kind in periods.items() if kind == periods.get(term) and name != term]


def _say_on_paper(found: Filters, compared: str) -> None:
    """What is chosen, in words, for a page that is printed: a list to choose from says little on paper."""
    group = words.group(found.group_type, found.group_value)
    beside = "" if compared == TERM_BEFORE else f", beside {words.period(compared)}"
    st.html(f'<p class="village-on-paper">Shown: {escape(f"{words.period(found.period_id)}, {group}{beside}")}.</p>')


def look_at(group_type: str, group_value: str) -> None:
    """Choose the site or group of pupils that a mark of a chart stands for; all of them for 'all'."""
    name = GROUP_NAMES.get(group_type)
    st.session_state.pop(_LET_GO, None)
    choices.choose("site", group_value if group_type == "site" else None)
    choices.choose("group", f"{name}{_SEPARATOR}{VALUE_NAMES.get(group_value, group_value)}" if name else None)


def way_up(chosen: Filters) -> None:
    """From a site or group back to the whole school, where one was chosen by a list or by a click."""
    place = st.container(horizontal=True, vertical_alignment="center")
    if chosen.group_type != "all":
        name = words.group(chosen.group_type, chosen.group_value)
        with place:
            st.button("All pupils", icon=":material/arrow_upward:", on_click=look_at, args=("all", "all"))
            st.text(f"Shown: {name}")


def look_back_to(period_id: str) -> None:
    """Choose the term or school year that a mark of a chart stands for; of a half term, its term."""
    known = _periods()
    found = period_id if period_id in known else period_id.rpartition(" ")[0]
    if found in known:
        choices.choose("term", found)


def _as_filters(period_type: str, period_id: str, site: str | None, group: str | None) -> Filters:
    if site and site != ALL_SITES:
        return Filters(period_type, period_id, site, "site", site)
    if group and group != ALL_PUPILS:
        name, _, value = group.partition(_SEPARATOR)
        return Filters(period_type, period_id, "all", _key_of(GROUP_NAMES, name), _key_of(VALUE_NAMES, value))
    return Filters(period_type, period_id)


def _forget_unknown(name: str, options: Sequence[str]) -> bool:
    """Set aside a choice that does not exist (an old or mistyped address). True if there was one."""
    wanted = choices.choice(name)
    if wanted is None or wanted in options:
        return False
    choices.choose(name, None)
    return True


def _select(name: str, options: Sequence[str]) -> str:
    label, help_text = _LABELS[name]
    widget = f"village_filter_{name}"
    st.session_state[widget] = choices.choice(name) or options[0]
    return st.selectbox(
        label, options, key=widget, format_func=_FORMATS.get(name, str), help=help_text, on_change=_keep, args=(name,)
    )


def _keep(name: str) -> None:
    """Keep the new choice. A site and a group exclude each other, so choosing one lets go of the other, and says so."""
    value = st.session_state[f"village_filter_{name}"]
    choices.choose(name, None if value in (ALL_SITES, ALL_PUPILS, TERM_BEFORE) else value)
    other = {"site": "group", "group": "site"}.get(name)
    if other:
        st.session_state.pop(_LET_GO, None)
    if other and choices.choice(name) and choices.choice(other):
        _let_go(other)


def _let_go(name: str) -> None:
    """Drop the choice ``name`` for another that it cannot stand beside; `filters` says so until the next choice."""
    st.session_state[_LET_GO] = choices.choice(name)
    choices.choose(name, None)


@remembered
def _options() -> tuple[dict[str, str], dict[str, list[str]]]:
    """The periods, and what each list offers."""
    periods, groups = _periods(), _groups()
    return periods, {
        "term": list(periods),
        "site": [ALL_SITES, *groups.get("site", [])],
        "group": [ALL_PUPILS, *_group_labels(groups)],
    }


def _periods() -> dict[str, str]:
    """Period id to period type: terms with data, newest first, then school years with data."""
    rows = mart("dim_periods", period_type=["term", "year"], has_data=True)
    ordered = rows.sort(["period_type", "period_start"], descending=[False, True])
    return dict(zip(ordered["period_id"], ordered["period_type"], strict=True))


def _groups() -> dict[str, list[str]]:
    """Group type to the values there are figures for, in alphabetical order, 'not known' left out."""
    rows = mart("rpt_indicators", indicator_id="attendance_rate").select("group_type", "group_value").unique()
    rows = rows.filter(pl.col("group_value") != "not known").sort("group_type", "group_value")
    return {key[0]: part["group_value"].to_list() for key, part in rows.group_by("group_type", maintain_order=True)}


def _group_labels(groups: dict[str, list[str]]) -> list[str]:
    return [
        f"{name}{_SEPARATOR}{VALUE_NAMES.get(value, value)}"
        for group_type, name in GROUP_NAMES.items()
        for value in groups.get(group_type, [])
    ]


def _key_of(names: dict[str, str], wanted: str) -> str:
    return next((key for key, name in names.items() if name == wanted), wanted)


def period_name(period_id: str) -> str:
    """'2024/25 autumn' as 'Autumn term 2024/25'; '2024/25' as 'School year 2024/25'."""
    year, _, term = period_id.partition(" ")
    return f"{term.capitalize()} term {year}" if term else f"School year {year}"


_ONE_OF_TWO = "Figures are counted for a site or for a group of pupils, not for a group at one site: too few are in it."
_FORMATS = {"term": period_name, "compare": lambda name: name if name == TERM_BEFORE else period_name(name)}
_LABELS = {
    "term": ("Term", None),
    "compare": ("Compare with", "Changes are then said against this one, with the range of the difference."),
    "site": ("Site", _ONE_OF_TWO),
    "group": ("Group of pupils", _ONE_OF_TWO),
}
