"""What comes first: the matrix plotted, the order, the weights of ease, and whether the order survives others."""

import polars as pl
import streamlit as st

from ui import words
from ui.cards import empty, figure
from ui.charts.matrix import matrix as draw_matrix
from ui.charts.matrix import ranks as draw_ranks
from ui.data import home
from ui.drawing import drawn
from ui.needs import options as listed
from ui.needs import scoring
from ui.needs.forms import Form
from warehouse.needs.matrix import EVEN, PARTS, places
from warehouse.needs.survival import Survival, survival
from warehouse.register import NOTHING_SEEN, NewEntry, latest

SOURCE = "prioritisation matrix: Audit tool, phase 3; scores as scorers gave them"
_FIRST = {1: "The first option stays first", 3: "The first three stay the first three"}


def ranked(matrix_id: str) -> pl.DataFrame:
    """The scored options, first to last: the columns of `places`, the option's own, and ``number`` in the order."""
    options = listed.options(matrix_id)
    rows = places(scoring.scores(options), weights(matrix_id)).join(
        options.select(*listed.FIELDS), on="option_id", maintain_order="left"
    )
    return rows.with_row_index("number", offset=1)


def weights(matrix_id: str) -> dict[str, float]:
    """How much each part of ease counts in this matrix; even until somebody says otherwise."""
    row = latest(home(), "matrix_weights", matrix_id=matrix_id)
    return {part: row[part] for part in PARTS} if row else dict(EVEN)


def show(matrix_id: str) -> pl.DataFrame:
    """The matrix, the order in words and the options nobody scored; returns `ranked`."""
    rows = ranked(matrix_id)
    left = listed.options(matrix_id).filter(~pl.col("option_id").is_in(rows["option_id"].to_list()))
    if rows.is_empty():
        empty("No option has been scored yet.")
        return rows
    wins = rows.filter(pl.col("quadrant") == "quick win")["label"].to_list()
    said = f"Quick wins: {'; '.join(wins)}." if wins else "No option is a quick win: none is both strong and easy."
    st.text(said)
    if left.height:
        st.text(f"Not scored yet, and so not in the order: {'; '.join(left['label'])}.")
    scorers = scoring.scores(listed.options(matrix_id))["scorer_id"].n_unique()
    chart = rows.select(pl.col("number").cast(pl.Int64), "label", "impact", "ease", "quadrant")
    figure(
        "Impact against ease",
        drawn(draw_matrix, chart, description=said),
        _table(rows),
        n=f"{rows.height} options and {words.count(scorers, 'scorers')}",
        alt="; ".join(_told(row) for row in rows.to_dicts()) + ".",
        source=SOURCE,
    )
    st.markdown("\n".join(f"{row['number']}. {words.plain(_told(row))}" for row in rows.to_dicts()))
    return rows


def _told(row: dict) -> str:
    scored = f"impact {_spread(row, 'impact')}, ease {_spread(row, 'ease')}"
    return f"{row['label']}: {row['quadrant']}, {scored}"


def _spread(row: dict, name: str) -> str:
    """The average, and the lowest and highest scorer where they differ."""
    low, high = row[f"{name}_low"], row[f"{name}_high"]
    apart = f" ({_one(low)} to {_one(high)})" if row["scorers"] > 1 and low != high else ""
    return _one(row[name]) + apart


def _one(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _table(rows: pl.DataFrame) -> pl.DataFrame:
    found = rows.to_dicts()
    return pl.DataFrame(
        {
            "No.": rows["number"],
            "Option": rows["label"],
            "From": [listed.origin(row) for row in found],
            "Impact": [_spread(row, "impact") for row in found],
            "Ease": [_spread(row, "ease") for row in found],
            "Kind": rows["quadrant"],
            "Scorers": rows["scorers"],
        }
    )


def does_it_survive(matrix_id: str, rows: pl.DataFrame) -> None:
    """Whether the order hangs on the weights: a sentence, and how far each option's rank moves."""
    if rows.height < 2:
        return
    scores = scoring.scores(listed.options(matrix_id)).select("option_id", "scorer_id", "impact", *PARTS)
    found = _survival(scores.sort("option_id", "scorer_id"), tuple(weights(matrix_id).items()))
    st.subheader("Does the order survive other weights?", anchor=False)
    told = f"{_FIRST[found.first]} in {found.kept} of {found.of} weightings."
    st.text(told)
    labels = rows.select("option_id", label=pl.format("{}. {}", "number", "label"))
    ranges = found.ranges.join(labels, on="option_id", maintain_order="left").select("label", "rank", "best", "worst")
    figure(
        "Rank now (mark) and under other weightings (bar)",
        drawn(draw_ranks, ranges, description=told),
        ranges.rename({"label": "Option", "rank": "Rank now", "best": "Best rank", "worst": "Worst rank"}),
        n=f"{found.of} weightings: each part of ease counted double, then half, and 90 drawn at random",
        alt="; ".join(f"{row['label']}: {row['best']} to {row['worst']}" for row in ranges.to_dicts()) + ".",
        source=SOURCE,
    )


@st.cache_data(max_entries=32, show_spinner=False)
def _survival(scores: pl.DataFrame, weights: tuple[tuple[str, float], ...]) -> Survival:
    return survival(scores, dict(weights))


def weigh(matrix_id: str, role: str) -> None:
    """How much each part of ease counts."""
    row = latest(home(), "matrix_weights", matrix_id=matrix_id)
    before = {part: float(weight) for part, weight in weights(matrix_id).items()}
    labels = {part: part.capitalize() for part in PARTS}
    form = Form("matrix_weights", matrix_id, role, labels, fields_of=lambda row: {part: row[part] for part in PARTS})
    with st.expander("How much does each part of ease count?"):
        st.caption("0 to 10; only the proportions matter. All alike: each part counts the same.")
        form.open(before, {"": row["row_id"] if row else NOTHING_SEEN})
        for column, part in zip(st.columns(len(PARTS)), PARTS, strict=True):
            with column:
                form.widget(st.number_input, part, min_value=0.0, max_value=10.0, step=0.5, format="%.1f")

        def entries(values: dict, bases: dict) -> list[NewEntry]:
            changed = NewEntry("matrix_weights", {"matrix_id": matrix_id, **values}, bases[""])
            return [] if values == before else [changed]

        form.button("Save the weights", entries)
    form.status(entries)
