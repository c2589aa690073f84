"""The filters above a page: term, site and group of pupils, kept across pages and in the address."""

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl
import streamlit as st

from ui import choices
from ui.data import mart

ALL_SITES, ALL_PUPILS = "All sites", "All pupils"
_SEPARATOR = ": "

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
    (``group_type`` 'site'); ``site`` is 'all' where no site was chosen.
    """

    period_type: str
    period_id: str
    site: str = "all"
    group_type: str = "all"
    group_value: str = "all"

    def where(self) -> dict[str, str]:
        """The conditions for a mart whose rows have a period and a group."""
        return {
            "period_type": self.period_type,
            "period_id": self.period_id,
            "group_type": self.group_type,
            "group_value": self.group_value,
        }


def filters(*names: str) -> Filters:
    """Draw the filters ``names`` ('term', 'site', 'group') in one row and return what is chosen.

    Without a choice: the latest term with data, all sites, all pupils. A choice in the address that does not exist
    is set aside with a note.
    """
    periods, groups = _periods(), _groups()
    options = {
        "term": list(periods),
        "site": [ALL_SITES, *groups.get("site", [])],
        "group": [ALL_PUPILS, *_group_labels(groups)],
    }
    unknown = [name for name in names if _forget_unknown(name, options[name])]
    with st.container(key="filters", horizontal=True, gap="medium"):
        chosen = {name: _select(name, options[name]) for name in names if options[name]}
    for name in unknown:
        st.caption(f"The {_LABELS[name][0].lower()} in the address is not known here, so the usual one is shown.")
    term = chosen.get("term") or next(iter(periods), "")
    return _as_filters(periods.get(term, "term"), term, chosen.get("site"), chosen.get("group"))


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
    """Keep the new choice. A site and a group exclude each other, so choosing one lets go of the other."""
    value = st.session_state[f"village_filter_{name}"]
    choices.choose(name, None if value in (ALL_SITES, ALL_PUPILS) else value)
    other = {"site": "group", "group": "site"}.get(name)
    if other and choices.choice(name):
        choices.choose(other, None)


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


_FORMATS = {"term": period_name}
_LABELS = {
    "term": ("Term", None),
    "site": ("Site", "Figures are given for a site or for a group of pupils, not for both at once."),
    "group": ("Group of pupils", "Figures are given for a site or for a group of pupils, not for both at once."),
}
