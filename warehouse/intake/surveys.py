"""Surveys: from one record a response to one row per response, question and chosen option, blanks included."""

import re
from itertools import chain

import polars as pl

from warehouse.intake import clean
from warehouse.intake.answers import MULTI, answer_key, answer_value, read_answers
from warehouse.intake.question_bank import SITE_QUESTION, Bank, read_bank, role_by_headings, role_by_questions
from warehouse.intake.reader import Table
from warehouse.intake.recognise import Match, Recognition, match_shape
from warehouse.intake.results import Inspection, Options
from warehouse.intake.shapes import Shape, survey_rules
from warehouse.intake.survey_headings import TICKED, SurveyLayout, SurveyQuestion, lay_out
from warehouse.intake.text import MISSING_ANSWERS, counted, normalise, short_hash

ANSWER_SCHEMA = {
    "record_no": pl.Int64,
    "question_no": pl.Int64,
    "option_no": pl.Int64,
    "question_text": pl.String,
    "question_key": pl.String,
    "answer_kind": pl.String,
    "answer_text": pl.String,
    "answer_key": pl.String,
    "answer_value": pl.Float64,
}
FEWEST_RESPONSES, FEWEST_QUESTIONS, MOST_OPTIONS, REPEATS = 5, 3, 20, 3
# Words by which answers are known for answers: agreement, frequency, satisfaction, yes and no.
_ANSWER_WORDS = re.compile(
    r"\b(agree|disagree|yes|no|never|rarely|sometimes|often|always|usually|not sure|don t know|prefer not to say"
    r"|satisfied|dissatisfied|likely|unlikely|important|neutral|not at all|very|a little|a lot)\b"
)


def recognise_answers(table: Table, options: Options) -> Recognition | None:
    """A table without a known form is a survey if its columns repeat a few answers, and say them as people answer."""
    if options.kind not in (None, "survey", "surveys"):
        return None
    columns = [_distinct(table.frame.slice(1)[f"c{i}"]) for i in range(table.width)]
    filled = [cells for cells in columns if cells]
    repeated = [cells for cells in filled if _is_repeated(cells)]
    spoken = [cells for cells in repeated if any(_ANSWER_WORDS.search(normalise(cell)) for cell in cells)]
    enough = len(repeated) >= FEWEST_QUESTIONS and len(repeated) * 2 >= len(filled) and len(spoken) * 3 >= len(repeated)
    if not (options.kind or (enough and table.frame.height > FEWEST_RESPONSES)):
        return None
    shape = Shape("survey_table", "surveys", "a table of survey answers", survey_rules())
    return Recognition(
        match=match_shape(shape, table.headings, options),
        why=f"{len(repeated)} of its {len(filled)} columns repeat a few answers, as surveys do.",
    )


def _distinct(cells: pl.Series) -> dict[str, int]:
    counted = cells.str.strip_chars().value_counts()
    return {cell: count for cell, count in counted.rows() if cell not in MISSING_ANSWERS}


def _is_repeated(cells: dict[str, int]) -> bool:
    return 1 < len(cells) <= MOST_OPTIONS and sum(cells.values()) >= REPEATS * len(cells)


def survey_cleaned(
    table: Table, match: Match, order: str | None, options: Options, inspection: Inspection
) -> clean.Cleaned:
    """Rows of the surveys feed. Fills the inspection's columns; exact copies are kept and flagged."""
    layout = lay_out(table, match, inspection.header_records)
    inspection.columns = layout.columns
    data = table.frame.slice(layout.header_records)
    cleaned = clean.convert_fields(data, match, order)
    clean.set_aside_long_records(cleaned, table.too_long)
    bank = read_bank()
    texts = [normalise(question.text) for question in layout.questions]
    survey_id = f"s_{short_hash(*texts, length=8)}"
    people = _people(cleaned, data, match, layout, survey_id)
    role = _role(layout, match, texts, bank, options)
    answers = pl.concat(
        [pl.DataFrame(schema=ANSWER_SCHEMA)]
        + [_answers(data, question, number, bank) for number, question in enumerate(layout.questions, start=1)]
    )
    people = _with_site(people, answers, bank).with_columns(
        pl.lit(survey_id).alias("survey_id"), pl.lit(role).alias("respondent_role")
    )
    cleaned.rows = people.join(answers, on="record_no", maintain_order="left_right")
    _tell(cleaned, people, layout, match, role)
    return cleaned


def _people(
    cleaned: clean.Cleaned, data: pl.DataFrame, match: Match, layout: SurveyLayout, survey_id: str
) -> pl.DataFrame:
    """One row a response: its own fields, its id, and whether it copies an earlier one."""
    cells = [name for name in data.columns if name != "record_no"]
    is_copy = ~data.select(pl.struct(cells).is_first_distinct().alias("first"))["first"]
    cleaned.duplicates = int(is_copy.sum())
    ids = pl.Series("response_id", _response_ids(data, match, layout, survey_id), dtype=pl.String)
    return cleaned.rows.drop("response_id").with_columns(ids, is_copy.alias("is_duplicate"))


def _response_ids(data: pl.DataFrame, match: Match, layout: SurveyLayout, survey_id: str) -> list[str]:
    """The form's own id, hashed; without one, the answers themselves and which copy of them it is.

    Both stay the same when the form is exported again with more responses, so a later export supersedes
    row by row. A form's ids start again with each copy of the form: its start time keeps waves apart.
    """
    own = [f"c{index}" for index in match.fields.get("response_id", [])]
    said = [f"c{i}" for i in chain.from_iterable(question.columns for question in layout.questions)]
    said += [f"c{indexes[0]}" for name, indexes in match.fields.items() if name != "response_id"]
    content = data.select(pl.concat_str(said, separator="\x1f").alias("key"))["key"]
    keys = content if not own else data.select(pl.concat_str(own, separator="\x1f").alias("key"))["key"]
    seen: dict[str, int] = {}
    ids = []
    for key, answers in zip(keys, content, strict=True):
        key = key if key.strip("\x1f ") else answers
        seen[key] = seen.get(key, 0) + 1
        ids.append(f"r_{short_hash(survey_id, key, str(seen[key]))}")
    return ids


def _role(layout: SurveyLayout, match: Match, texts: list[str], bank: Bank, options: Options) -> str:
    said = options.answer("respondent_role")
    if said:
        return said
    headings = [column.header for column in layout.columns] + [question.text for question in layout.questions]
    known = role_by_questions(texts, bank)
    return known or role_by_headings(headings, has_pupil_number="pupil_id" in match.fields) or "unknown"


def _answers(data: pl.DataFrame, question: SurveyQuestion, number: int, bank: Bank) -> pl.DataFrame:
    """Answers of one question: record_no and the question's columns of the landed table."""
    key = normalise(question.text)
    known = bank.get(key, [None])[0]
    if question.is_ticked:
        kind, chosen = MULTI, _ticked(data, question)
    else:
        cells = data.select("record_no", pl.col(f"c{question.columns[0]}").str.strip_chars().alias("cell"))
        read = read_answers(dict(cells["cell"].value_counts().rows()), known)
        kind, chosen = read.kind, _chosen(cells, read.by_cell)
    texts = chosen["answer_text"].to_list()
    return chosen.with_columns(
        pl.lit(number, dtype=pl.Int64).alias("question_no"),
        pl.lit(question.text).alias("question_text"),
        pl.lit(key).alias("question_key"),
        pl.lit(kind).alias("answer_kind"),
        pl.Series("answer_key", [None if t is None else answer_key(kind, t) for t in texts], dtype=pl.String),
        pl.Series("answer_value", [None if t is None else answer_value(kind, t) for t in texts], dtype=pl.Float64),
    ).select(*ANSWER_SCHEMA)


def _chosen(cells: pl.DataFrame, by_cell: dict[str, list[str]]) -> pl.DataFrame:
    """One row per record and option in its cell; a missing answer is one row without text."""
    rows = [(cell, number, text) for cell, texts in by_cell.items() for number, text in enumerate(texts or [None], 1)]
    schema = {"cell": pl.String, "option_no": pl.Int64, "answer_text": pl.String}
    return cells.join(pl.DataFrame(rows, schema=schema, orient="row"), on="cell", maintain_order="left_right").drop(
        "cell"
    )


def _ticked(data: pl.DataFrame, question: SurveyQuestion) -> pl.DataFrame:
    """One row per record and ticked column; a record that ticked nothing is one row without text."""
    parts = [
        data.filter(_is_ticked(f"c{index}", option)).select(
            "record_no", pl.lit(number, dtype=pl.Int64).alias("option_no"), pl.lit(option).alias("answer_text")
        )
        for number, (index, option) in enumerate(zip(question.columns, question.options, strict=True), start=1)
    ]
    chosen = pl.concat(parts)
    none = data.select("record_no").join(chosen, on="record_no", how="anti")
    blank = none.with_columns(
        pl.lit(1, dtype=pl.Int64).alias("option_no"), pl.lit(None, pl.String).alias("answer_text")
    )
    return pl.concat([chosen, blank]).sort("record_no", "option_no")


def _is_ticked(column: str, option: str) -> pl.Expr:
    cell = pl.col(column).str.strip_chars()
    return (cell == option) | cell.str.to_lowercase().is_in(list(TICKED))


def _with_site(people: pl.DataFrame, answers: pl.DataFrame, bank: Bank) -> pl.DataFrame:
    """The site a respondent names in a known question is the response's site, unless a column says it."""
    asked = [key for key, items in bank.items() if any(item.question_id == SITE_QUESTION for item in items)]
    sites = answers.filter(pl.col("question_key").is_in(asked)).select("record_no", pl.col("answer_text").alias("said"))
    joined = people.join(sites.unique("record_no"), on="record_no", how="left", maintain_order="left")
    return joined.with_columns(pl.col("site").fill_null(pl.col("said"))).drop("said")


def _tell(cleaned: clean.Cleaned, people: pl.DataFrame, layout: SurveyLayout, match: Match, role: str) -> None:
    if layout.header_records > 1:
        cleaned.warnings.append(f"The first {layout.header_records} records are headings, not responses.")
    if layout.coded_twins:
        cleaned.warnings.append(
            f"{layout.coded_twins} answers stand twice, as a code and as a label; only the labels are used."
        )
    if cleaned.duplicates:
        cleaned.notes.append(f"{counted(cleaned.duplicates, 'response')} the same as another: kept and marked.")
    if "response_id" not in match.fields:
        cleaned.notes.append("The file numbers no responses, so each was given a number made from its answers.")
    if role == "unknown":
        cleaned.notes.append(
            "Who answered is not known; say so with the answer 'respondent_role' (parent, staff, pupil)."
        )
