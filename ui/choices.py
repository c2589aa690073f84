"""What the viewer has chosen (role and filters), kept across pages in the session and in the address.

The session wins over the address, except on the first run, when the address is all there is.
Values from the address are only names to look up; whoever reads them checks them against what exists.
"""

import streamlit as st

NAMES = (
    "role",
    "term",
    "site",
    "group",
    "question",
    "figure",
    "idea",
    "year",
    "framework",
    "item",
    "phase",
    "barrier",
    "compare",
)
_STORE = "village_choices"


def choice(name: str) -> str | None:
    """The chosen value of ``name``, or None where nothing was chosen."""
    return _all().get(name)


def choose(name: str, value: str | None) -> None:
    """Keep ``value`` (None forgets it) and show it in the address."""
    chosen = _all()
    if value is None:
        chosen.pop(name, None)
    else:
        chosen[name] = value
    show_in_address()


def replace(chosen: dict[str, str]) -> None:
    """Let go of every choice but the role and keep those of ``chosen`` that are choices."""
    kept = _all()
    role = {name: kept[name] for name in ("role",) if name in kept}
    kept.clear()
    kept.update({name: chosen[name] for name in NAMES if name in chosen} | role)
    show_in_address()


def show_in_address() -> None:
    """Write the choices into the address if it does not show them already."""
    chosen = {name: value for name, value in _all().items() if value}
    if st.query_params.to_dict() != chosen:
        st.query_params.from_dict(chosen)


def as_query() -> dict[str, str]:
    """The choices as query parameters, for links between pages."""
    return dict(_all())


def _all() -> dict[str, str]:
    try:
        return st.session_state[_STORE]  # asked forty times a run, each of which is dear
    except KeyError:
        address = st.query_params.to_dict()
        found = st.session_state[_STORE] = {name: address[name] for name in NAMES if address.get(name)}
        return found
