"""Records set aside, put right in place: the cells at fault as fields, the rest on demand; or downloaded, or left out.

What is typed is kept in the session until it is loaded. Cells are shown to staff and senior leaders alone, as the page
that draws this is theirs.
"""

from collections.abc import Callable

import polars as pl
import streamlit as st

from ui.data import home
from ui.messages import sentence_of
from ui.roles import current_role
from ui.upload import history
from ui.words import plain
from warehouse import acts
from warehouse.errors import VillageError
from warehouse.intake.rejects import DISMISSED, OPEN, TOLD, rejects

_AT_ONCE = 10
_TYPED, _NOTHING = "village_mending", "village_mending_nothing"

# Gets uploads, each with those of its rejects in which a cell was changed.
Correct = Callable[[list[tuple[str, pl.DataFrame]]], None]


def show(upload_id: str) -> None:
    """Draw the rejects of one upload that are still open, each with the cell at fault to type over."""
    aside = _aside(upload_id)
    found = aside.filter(pl.col("state") == OPEN)
    if not found.is_empty():
        st.markdown(f"**Put right: {found.height:,} set aside**")
        for row in _few(upload_id, found).iter_rows(named=True):
            _record(upload_id, row)
        _elsewhere(upload_id, found)
    elif not aside.is_empty():
        st.caption("Every record set aside was put right or left out.")
    _left_out(upload_id, aside.filter(pl.col("state") == DISMISSED)["record_no"].to_list())


def load_button(upload_ids: list[str], correct: Correct) -> None:
    """One button for whatever was put right in these uploads; none where nothing is open."""
    if not any((_aside(upload_id)["state"] == OPEN).any() for upload_id in upload_ids):
        return
    key = _key(" ".join(upload_ids), "load")
    st.button("Load what I put right", key=key, type="primary", on_click=_load, args=(upload_ids, correct))
    if problem := st.session_state.pop(_NOTHING, None):
        st.warning(problem)


def _aside(upload_id: str) -> pl.DataFrame:
    return _rejects(str(home().root), history.stamp(home()), upload_id)


@st.cache_data(max_entries=16, show_spinner=False, scope="session")
def _rejects(home_root: str, stamp: tuple, upload_id: str) -> pl.DataFrame:
    """For this session alone, and until uploads change: the cells are a school's own."""
    return rejects(home(), upload_id)


def _few(upload_id: str, found: pl.DataFrame) -> pl.DataFrame:
    if found.height <= _AT_ONCE:
        return found
    start = st.selectbox(
        "Records shown",
        range(0, found.height, _AT_ONCE),
        format_func=lambda first: f"{first + 1} to {min(first + _AT_ONCE, found.height)} of {found.height}",
        key=_key(upload_id, "few"),
    )
    return found.slice(start, _AT_ONCE)


def _record(upload_id: str, row: dict) -> None:
    """Why a record was set aside, and the cell at fault to type over; every cell where no one is at fault."""
    names = [name for name in row if name not in TOLD]
    at_fault = [name for name in names if name == row["column"]]
    st.text(f"Record {row['record_no']}: {row['message']}")
    if at_fault:
        _cell(upload_id, row, at_fault[0])
    if not at_fault or st.toggle(
        f"Show the other cells of record {row['record_no']}", key=_key(upload_id, f"all {row['record_no']}")
    ):
        for name in names:
            if name not in at_fault:
                _cell(upload_id, row, name)


def _cell(upload_id: str, row: dict, name: str) -> None:
    key = _key(upload_id, f"cell {row['record_no']} {name}")
    place = (row["record_no"], name)
    st.session_state.setdefault(key, _typed(upload_id).get(place, row[name] or ""))
    st.text_input(
        plain(f"{name}, record {row['record_no']}"),
        key=key,
        on_change=lambda: _typed(upload_id).update({place: st.session_state[key]}),
    )


def _typed(upload_id: str) -> dict[tuple[int, str], str]:
    """What was typed over cells of an upload: record and heading to text."""
    return st.session_state.setdefault(_TYPED, {}).setdefault(upload_id, {})


def edited(found: pl.DataFrame, typed: dict[tuple[int, str], str]) -> pl.DataFrame:
    """The open rows of ``found`` in which a cell was changed, with what was typed in its place."""
    rows = []
    for row in found.filter(pl.col("state") == OPEN).iter_rows(named=True):
        now = row | {name: text for (number, name), text in typed.items() if number == row["record_no"]}
        if now != row:
            rows.append(now)
    return pl.DataFrame(rows, schema=found.schema)


def _load(upload_ids: list[str], correct: Correct) -> None:
    changed = [(upload_id, edited(_aside(upload_id), _typed(upload_id))) for upload_id in upload_ids]
    changed = [(upload_id, rows) for upload_id, rows in changed if not rows.is_empty()]
    if changed:
        correct(changed)
    else:
        st.session_state[_NOTHING] = "No cell was changed yet: type over what is wrong, then load it."


def _elsewhere(upload_id: str, found: pl.DataFrame) -> None:
    """For many records a spreadsheet is quicker; and some will never be put right."""
    with st.expander("Put them right in a spreadsheet, or leave them out"):
        st.download_button(
            "Download these records",
            lambda: acts.records_to_mend(home(), current_role(), upload_id),
            f"put_right_{upload_id}.csv",
            "text/csv",
            key=_key(upload_id, "download"),
            on_click="ignore",
        )
        st.caption("Put them right, keep the first column as it is, and drop the file on the Upload page.")
        numbers = found["record_no"].to_list()
        st.multiselect("Records to leave out", numbers, default=numbers, key=_key(upload_id, "which"))
        st.text_input("Why they stay out", key=_key(upload_id, "why"))
        st.button("Leave them out", key=_key(upload_id, "out"), on_click=_leave_out, args=(upload_id,))
        if problem := st.session_state.pop(_key(upload_id, "out problem"), None):
            st.warning(problem)


def _leave_out(upload_id: str) -> None:
    records, reason = (st.session_state[_key(upload_id, what)] for what in ("which", "why"))
    if not reason.strip() or not records:
        problem = "Choose the records and say why they stay out; the reason is kept with the upload."
        st.session_state[_key(upload_id, "out problem")] = problem
        return
    try:
        acts.leave_out(home(), current_role(), upload_id, records, reason.strip())
    except VillageError as error:
        st.session_state[_key(upload_id, "out problem")] = sentence_of(error)


def _left_out(upload_id: str, records: list[int]) -> None:
    if records:
        st.caption(f"Left out: {len(records)}.")
        label, key = "Take them up again", _key(upload_id, "again")
        st.button(label, key=key, type="tertiary", on_click=_take_up_again, args=(upload_id, records))


def _take_up_again(upload_id: str, records: list[int]) -> None:
    acts.take_up_again(home(), current_role(), upload_id, records)


def _key(upload_id: str, what: str) -> str:
    return f"village_mend {upload_id} {what}"
