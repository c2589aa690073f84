"""Surveys: from one record a response to one row per response, question and chosen option, blanks included."""

import re
from itertools import chain

import polars as pl

from warehouse.errors import FileRefused
from warehouse.intake import clean
from warehouse.intake.answer_rows import ANSWER_SCHEMA, Read, named, read_question
from warehouse.intake.question_bank import SITE_QUESTION, Bank, read_bank
from warehouse.intake.reader import Table
from warehouse.intake.recognise import Match, Recognition, match_shape
from warehouse.intake.results import Inspection, Options
from warehouse.intake.scales import scale_question
from warehouse.intake.shapes import Shape, survey_rules
from warehouse.intake.survey_headings import SurveyLayout, form_words, lay_out
from warehouse.intake.survey_mapping import IGNORE, Aim, aims_of, without_ignored
from warehouse.intake.text import MISSING_ANSWERS, counted, normalise, short_hash

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
    columns = [_distinct(column) for column in table.frame.slice(1).drop("record_no").get_columns()]
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
    """Rows of the surveys feed. Fills the inspection's columns and questions; exact copies are kept and flagged."""
    bank = read_bank()
    layout = lay_out(table, match, inspection.header_records, bank)
    inspection.columns = layout.columns
    data = table.frame.slice(layout.header_records)
    cleaned = clean.convert_fields(data, match, order)
    clean.set_aside_long_records(cleaned, table.too_long)
    survey_id = f"s_{short_hash(*form_words(table, match, layout.header_records), length=8)}"
    people = _people(cleaned, data, match, layout, survey_id)
    has_pupil_number = "pupil_id" in match.fields
    role, aims = aims_of(layout.questions, bank, options, inspection, has_pupil_number=has_pupil_number)
    without_ignored(layout.questions, aims, inspection)
    reads = _read_all(data, layout, aims, options, inspection)
    if not reads:
        raise FileRefused("No column of the survey is a question to load; look at what each column is taken for.")
    answers = pl.concat([pl.DataFrame(schema=ANSWER_SCHEMA)] + [read.rows for read in reads])
    people = _with_site(people, answers, bank).with_columns(
        pl.lit(survey_id).alias("survey_id"), pl.lit(role).alias("respondent_role")
    )
    cleaned.rows = people.join(answers, on="record_no", maintain_order="left_right")
    _tell(cleaned, layout, match, role)
    _tell_of_answers(cleaned, reads, aims)
    return cleaned


def _read_all(
    data: pl.DataFrame, layout: SurveyLayout, aims: list[Aim], options: Options, inspection: Inspection
) -> list[Read]:
    """Every question read but those to be ignored; what is seen of each, and an open scale, go to the inspection."""
    reads, numbers = [], []
    for number, (question, aim) in enumerate(zip(layout.questions, aims, strict=True), start=1):
        read = read_question(data, question, number, aim, options)
        inspection.survey_questions.append(read.seen)
        numbers += read.needs_scale
        if aim.target != IGNORE:
            reads.append(read)
    if numbers:
        inspection.questions.append(scale_question(numbers))
    return reads


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
    said = list(dict.fromkeys(said)) + [
        f"c{indexes[0]}" for name, indexes in match.fields.items() if name != "response_id"
    ]
    own_key, answers = (pl.concat_str(cells, separator="\x1f") if cells else pl.lit("") for cells in (own, said))
    is_blank = own_key.str.strip_chars("\x1f ") == ""
    keyed = data.select(pl.when(is_blank).then(answers).otherwise(own_key).alias("key"))
    copies = keyed.select(pl.col("key").cum_count().over("key"))
    ids = [f"r_{short_hash(survey_id, key, str(copy))}" for key, copy in zip(keyed["key"], copies["key"], strict=True)]
    return ids


def _with_site(people: pl.DataFrame, answers: pl.DataFrame, bank: Bank) -> pl.DataFrame:
    """The site a respondent names in a known question is the response's site, unless a column says it."""
    asked = [key for key, items in bank.items() if any(item.question_id == SITE_QUESTION for item in items)]
    sites = answers.filter(pl.col("question_key").is_in(asked)).select("record_no", pl.col("answer_text").alias("said"))
    joined = people.join(sites.unique("record_no"), on="record_no", how="left", maintain_order="left")
    return joined.with_columns(pl.col("site").fill_null(pl.col("said"))).drop("said")


def _tell(cleaned: clean.Cleaned, layout: SurveyLayout, match: Match, role: str) -> None:
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


def _tell_of_answers(cleaned: clean.Cleaned, reads: list[Read], aims: list[Aim]) -> None:
    """What was not understood, or only by likeness: a warning where a person mapped the question, else a note."""
    by_hand = {aim.key for aim in aims if aim.by_hand}
    for read in reads:
        asked = f"'{read.seen.text}'"
        say = cleaned.warnings if read.seen.question_key in by_hand else cleaned.notes
        if read.alike:
            say.append(f"In {asked} answers were matched by likeness, so look at them: {named(read.alike)}.")
        if read.unknown:
            say.append(
                f"In {asked} answers are not known to its list, so they count for nothing: {named(read.unknown)}."
            )
