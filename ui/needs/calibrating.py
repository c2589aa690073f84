"""Calibration: an option's scores are challenged, the group changes or keeps them, and the trail stays."""

import polars as pl
import streamlit as st

from ui import words
from ui.data import home
from ui.needs import scoring
from ui.needs.forms import Form, refused
from ui.needs.options import choose_option
from warehouse.needs.challenges import trail
from warehouse.register import NOTHING_SEEN, NewEntry, current, history

OUTCOMES = {"kept": "The scores are kept", "changed": "A score is changed"}
EVERYONE = "every scorer"
_LABELS = {"outcome": "What came of it?", "part": "Which score?", "score": "To", "scorer": "Of whom?"}
_APART = 2  # steps between scorers from which an option is worth talking about


def challenges(options: pl.DataFrame) -> pl.DataFrame:
    """Every challenge to ``options`` as it stands."""
    return current(home(), "matrix_challenge", option_id=options["option_id"].to_list())


def calibrate(options: pl.DataFrame, role: str) -> None:
    """Challenge a score, settle challenges, and read the trail."""
    scores = scoring.scores(options)
    scored = options.filter(pl.col("option_id").is_in(scores["option_id"].to_list()))
    if scored.is_empty():
        st.caption("There is nothing to challenge until an option is scored.")
        return
    _where_scorers_differ(options, scores)
    _challenge(scored, role)
    found = challenges(options)
    still_open = found.filter(pl.col("outcome").is_null())
    if still_open.height:
        _settle(still_open, options, scores, role)
    Form("matrix_settle", "", role, {}).say()
    _trail(found, options)


def _where_scorers_differ(options: pl.DataFrame, scores: pl.DataFrame) -> None:
    apart = scores.group_by("option_id").agg((pl.col(part).max() - pl.col(part).min()) for part in scoring.PARTS)
    names = dict(options.select("option_id", "label").rows())
    found = [
        f"{names[row['option_id']]} ({', '.join(part for part in scoring.PARTS if row[part] >= _APART)})"
        for row in apart.sort("option_id").to_dicts()
        if any(row[part] >= _APART for part in scoring.PARTS)
    ]
    if found:
        st.text(f"Scorers differ by two steps or more, so talk about these first: {'; '.join(found)}.")


def _challenge(scored: pl.DataFrame, role: str) -> None:
    with st.container(border=True, key="form_challenge"):
        st.subheader("Challenge a score", anchor=False)
        option = choose_option(scored, "needs_challenged_option")
        form = Form("matrix_challenge", option["option_id"], role, {"text": "What speaks against its scores?"})
        form.open({"text": ""})
        hint = "such as: it needs two people each week, so it is not that easy"
        form.widget(st.text_input, "text", placeholder=hint, live="1s")
        new = {"challenge_id": f"challenge_{form.submit_id}", "option_id": option["option_id"]}
        form.button(
            "Challenge it",
            lambda values, _: [NewEntry("matrix_challenge", new | values, NOTHING_SEEN)],
            done="Noted. Settle it below when the group has talked about it.",
        )
        form.status()


def _settle(still_open: pl.DataFrame, options: pl.DataFrame, scores: pl.DataFrame, role: str) -> None:
    names = dict(options.select("option_id", "label").rows())
    found = {row["challenge_id"]: row for row in still_open.to_dicts()}
    with st.container(border=True, key="form_settle"):
        st.subheader("Settle a challenge", anchor=False)
        chosen = st.selectbox(
            "Challenge", list(found), format_func=lambda one: f"{names[found[one]['option_id']]}: {found[one]['text']}"
        )
        row = found[chosen]
        own = scores.filter(pl.col("option_id") == row["option_id"]).to_dicts()
        form = Form("matrix_settle", row["challenge_id"], role, _LABELS, fields_of=lambda row: {})
        form.open({"outcome": None, "part": "impact", "score": None, "scorer": EVERYONE}, {"": row["row_id"]})
        outcome = form.widget(st.radio, "outcome", options=list(OUTCOMES), index=None, format_func=OUTCOMES.get)
        if outcome == "changed":
            _new_score(form, own)

        def entries(values: dict, bases: dict) -> list[NewEntry]:
            return _settled(row, own, values, bases)

        form.status(entries)
        form.button("Settle it", entries, done="Settled; it is in the trail below.")


def _new_score(form: Form, own: list[dict]) -> None:
    form.widget(st.selectbox, "part", options=list(scoring.PARTS), format_func=str.capitalize)
    form.widget(st.radio, "score", options=[1, 2, 3, 4], index=None, horizontal=True)
    scorers = [EVERYONE, *(row["scorer_id"] for row in own)]
    form.widget(st.selectbox, "scorer", options=form.within("scorer", scorers))


def _settled(row: dict, own: list[dict], values: dict, bases: dict) -> list[NewEntry]:
    """The challenge with its outcome and, in the same save, the scores that change with it."""
    if values["outcome"] is None:
        raise refused("outcome", "Choose what came of the challenge: the scores are kept, or a score is changed.")
    kept = {name: row[name] for name in ("challenge_id", "option_id", "text")}
    settled = NewEntry("matrix_challenge", {**kept, "outcome": values["outcome"]}, bases[""])
    if values["outcome"] == "kept":
        return [settled]
    if values["score"] is None:
        raise refused("score", "Choose the new score, from 1 to 4.")
    meant = [one for one in own if values["scorer"] in (EVERYONE, one["scorer_id"])]
    changed = [one for one in meant if one[values["part"]] != values["score"]]
    if not changed:
        raise refused("score", "This is the score already; choose another one, or keep the scores.")
    return [settled, *(_rescored(one, values["part"], values["score"]) for one in changed)]


def _rescored(row: dict, part: str, score: int) -> NewEntry:
    values = {name: row[name] for name in ("option_id", "scorer_id", *scoring.PARTS)}
    return NewEntry("matrix_score", values | {part: score}, row["row_id"])


def _trail(found: pl.DataFrame, options: pl.DataFrame) -> None:
    if found.is_empty():
        return
    names = dict(options.select("option_id", "label").rows())
    scores = history(home(), "matrix_score", option_id=options["option_id"].to_list())
    rows = trail(found, scores)
    table = {
        "Option": [names[row["option_id"]] for row in rows],
        "Challenge": [row["text"] for row in rows],
        "Outcome": [row["outcome"] or "open" for row in rows],
        "Scores": ["; ".join(_moved(part, moves) for part, moves in row["moves"].items()) for row in rows],
        "On": [words.date(row["recorded_at"]) for row in rows],
    }
    st.subheader("The trail", anchor=False)
    st.dataframe(pl.DataFrame(table), hide_index=True, width="stretch")


def _moved(part: str, moves: list[tuple[int, int]]) -> str:
    before = ", ".join(str(one) for one, _ in moves)
    return f"{part} from {before} to {moves[0][1]}"
