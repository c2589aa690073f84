"""The idea bank as its page shows it: every idea with its state and the barriers it meets, filters, and coverage."""

from collections import defaultdict

import polars as pl

from ui import perceptions, words
from ui.data import home, mart, remembered, remembered_until_saved
from ui.filters import Filters
from warehouse.register import current

STATES = {"new": "new", "picked": "picked", "in_phase": "in a phase", "tried": "tried"}
IN_HAND = ("picked", "in_phase", "tried")
PHASE_1 = "phase_1"
_SAME_THING = "3"  # the strength of a join whose two items speak of the same thing
_PICK = ("state", "phase_id", "result", "row_id", "recorded_by_role", "recorded_at")


@remembered_until_saved
def bank() -> pl.DataFrame:
    """One row an idea, in the order of the bank.

    Columns: idea_id, type_id, type_label, name ('2.5 Home visits'), label, text, source, barriers (ids), state (a key
    of STATES), phase_id, result, row_id, recorded_by_role, recorded_at. An idea without a pick of its own is in the
    phase whose action takes it up; one whose action was taken back is only picked.
    """
    items = mart("rpt_framework_items", framework_id="epstein")
    types = items.filter(pl.col("item_type") == "type")
    names = {row["item_id"]: (row["position"], row["label"]) for row in types.to_dicts()}
    picks = {row["idea_id"]: row for row in current(home(), "idea_pick").to_dicts()}
    met, taken_up = _barriers_met(), _taken_up()
    ideas = items.filter(pl.col("item_type") == "idea").to_dicts()
    ideas.sort(key=lambda idea: (names[idea["parent_item_id"]], idea["position"]))
    rows = [_row(idea, names, picks.get(idea["item_id"]), met, taken_up) for idea in ideas]
    return pl.DataFrame(rows, infer_schema_length=None, schema_overrides={"barriers": pl.List(pl.String)})


def _row(idea: dict, names: dict, pick: dict | None, met: dict, taken_up: dict) -> dict:
    idea_id, type_id = idea["item_id"], idea["parent_item_id"]
    number, type_label = names[type_id]
    kept = {name: pick[name] if pick else None for name in _PICK}
    if pick is None:
        phase_id = taken_up.get(idea_id)
        kept |= {"state": "in_phase" if phase_id else "new", "phase_id": phase_id}
    elif pick["state"] == "in_phase" and idea_id not in taken_up:
        kept |= {"state": "picked", "phase_id": None}  # its action was taken back
    return {
        "idea_id": idea_id,
        "type_id": type_id,
        "type_label": type_label,
        "name": f"{number}.{idea['position']} {idea['label']}",
        "label": idea["label"],
        "text": idea["text"],
        "source": f"{idea['source_document']}, section {idea['source_section']}",
        "barriers": met.get(idea_id, []),
        **kept,
    }


@remembered
def _barriers_met() -> dict[str, list[str]]:
    """Idea to the barriers that a join of the crosswalk says it meets, strongest first."""
    found = defaultdict(list)
    for row in mart("rpt_crosswalk").sort("strength", descending=True, maintain_order=True).to_dicts():
        ends = (row["from_item_id"], row["to_item_id"])
        for idea, barrier in (ends, ends[::-1]):
            if idea.startswith("idea_") and barrier.startswith("barrier_"):
                found[idea].append(barrier)
    return found


def _taken_up() -> dict[str, str]:
    """Idea to the phase with an action for it: the school's own actions first, then those of Phase 1."""
    joined = mart("rpt_crosswalk", strength=_SAME_THING)
    of_phase_1 = joined.filter(pl.col("from_item_id").str.starts_with("phase_1_action_"))["to_item_id"]
    own = current(home(), "action").drop_nulls("idea_id")
    return dict.fromkeys(of_phase_1, PHASE_1) | dict(own.select("idea_id", "phase_id").iter_rows())


def phases() -> dict[str, str]:
    """Phase id to its name: Phase 1, then the school's own."""
    own = current(home(), "phase")
    return {PHASE_1: "Phase 1"} | dict(own.select("phase_id", "label").iter_rows())


def stands(idea: dict, names: dict[str, str]) -> str:
    """What has become of one row of `bank`, in words: its state, the phase, who said so and when."""
    state = STATES[idea["state"]].capitalize()
    if idea["state"] == "in_phase":
        state = f"In the phase '{names.get(idea['phase_id'], 'that was withdrawn')}'"
    if idea["row_id"] is None:
        return "New: nothing has been done with it yet." if idea["state"] == "new" else f"{state}."
    by = words.ROLES.get(idea["recorded_by_role"], idea["recorded_by_role"])
    said = f"{state}, {by}, {words.date(idea['recorded_at'])}"
    return words.sentence(said + (f". What came of it: {idea['result']}" if idea["result"] else ""))


def matching(
    rows: pl.DataFrame, text: str = "", type_id: str | None = None, barrier: str | None = None, state: str | None = None
) -> pl.DataFrame:
    """The ideas that hold every word of ``text`` and pass each filter that is not None."""
    said = pl.concat_str("name", "text", separator=" ").str.to_lowercase()
    tests = [said.str.contains(word, literal=True) for word in text.lower().split()]
    tests += [pl.col("type_id") == type_id] if type_id else []
    tests += [pl.col("barriers").list.contains(barrier)] if barrier else []
    tests += [pl.col("state") == state] if state else []
    return rows.filter(*tests) if tests else rows


def by_type(rows: pl.DataFrame) -> pl.DataFrame:
    """One row a type, in order: type_label, ideas, then a column with the count of each state, and in_hand."""
    counts = [(pl.col("state") == state).sum().alias(state) for state in STATES]
    in_hand = pl.col("state").is_in(IN_HAND).sum().alias("in_hand")
    return rows.group_by("type_id", "type_label", maintain_order=True).agg(pl.len().alias("ideas"), *counts, in_hand)


def as_table(types: pl.DataFrame) -> pl.DataFrame:
    """The coverage for reading."""
    states = [pl.col(state).alias(said.capitalize()) for state, said in STATES.items()]
    return types.select(pl.col("type_label").alias("Type"), pl.col("ideas").alias("Ideas"), *states)


def chart_rows(rows: pl.DataFrame) -> pl.DataFrame:
    """One row an idea for the chart: ``label`` (the type, those in hand and all) and ``state`` in words."""
    in_hand = pl.col("state").is_in(IN_HAND).sum().over("type_id")
    label = pl.format("{}: {} of {}", "type_label", in_hand, pl.len().over("type_id"))
    return rows.select(label.alias("label"), pl.col("state").replace_strict(STATES))


def overall(types: pl.DataFrame) -> str:
    """How many ideas there are and what has become of them."""
    tally = {state: int(types[state].sum()) for state in IN_HAND}
    counts = ", ".join(f"{number} {STATES[state]}" for state, number in tally.items())
    return f"Of {types['ideas'].sum()} ideas: {counts}."


def nothing_done(types: pl.DataFrame) -> str:
    """The plain sentence: under which types nothing is being done."""
    empty = types.filter(pl.col("in_hand") == 0)
    if empty.is_empty():
        least = types.sort("in_hand", maintain_order=True).row(0, named=True)
        return f"Something is being done under every type; least under {least['type_label']} ({least['in_hand']})."
    if empty.height == types.height:
        return "Nothing is being done under any of the six types yet."
    return f"Nothing is being done under {_listed(empty['type_label'].to_list())}."


def most_named(rows: pl.DataFrame, most: int = 5) -> pl.DataFrame:
    """The barriers parents name most in the latest survey, with the ideas that meet them.

    Columns: barrier_id, label, share (0 to 1), ideas, in_hand; empty where no survey asked or too few answered.
    """
    met = rows.select("idea_id", "state", "barriers").explode("barriers").rename({"barriers": "barrier_id"})
    in_hand = pl.col("state").is_in(IN_HAND).sum().alias("in_hand")
    counts = met.drop_nulls("barrier_id").group_by("barrier_id").agg(pl.len().alias("ideas"), in_hand)
    named = _named_by_parents().head(most).join(counts, on="barrier_id", how="left", maintain_order="left")
    return named.with_columns(pl.col("ideas", "in_hand").fill_null(0))


def _named_by_parents() -> pl.DataFrame:
    terms = mart("dim_periods", period_type="term", has_data=True)["period_id"].to_list()
    waves = perceptions.waves(Filters("term", terms[-1])) if terms else []
    asked = [wave for wave in waves if wave.of("parents")["share"].drop_nulls().len()]
    if not asked:
        return pl.DataFrame(schema={"barrier_id": pl.String, "label": pl.String, "share": pl.Float64})
    rows = asked[0].of("parents").filter(pl.col("share") > 0)
    return rows.sort("share", descending=True, maintain_order=True).select("barrier_id", "label", "share")


def gap(named: pl.DataFrame) -> str:
    """The most-named barrier that no idea in hand meets, or that there is none."""
    open_ones = named.filter(pl.col("in_hand") == 0)
    if open_ones.is_empty():
        return "Each of the barriers parents name most is met by at least one idea in hand."
    row = open_ones.row(0, named=True)
    return f"No idea in hand meets '{row['label']}', which {words.percent(row['share'])} of parents name."


def _listed(labels: list[str]) -> str:
    return labels[0] if len(labels) == 1 else f"{', '.join(labels[:-1])} and {labels[-1]}"
