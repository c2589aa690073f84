"""Survey exports in the shapes of three form tools: parents by Microsoft Forms, staff by Google Forms, pupils by
SurveyMonkey. Each shape has its own dates, its own way with several ticks and its own columns about the respondent."""

from datetime import timedelta

from seeds.generator.people import Pupil
from seeds.generator.question_bank import Question, demo_questions, options_of
from seeds.generator.survey_answers import Response, make_responses
from seeds.generator.survey_plan import WAVES, Wave
from seeds.generator.tables import Export, as_csv

MICROSOFT_COLUMNS = ("ID", "Start time", "Completion time", "Email", "Name")
SURVEYMONKEY_COLUMNS = (
    *("Respondent ID", "Collector ID", "Start Date", "End Date", "IP Address", "Email Address"),
    *("First Name", "Last Name", "Custom Data 1"),
)


def survey_exports(pupils: list[Pupil]) -> list[Export]:
    """Nine files: three surveys in three waves."""
    exports = []
    for wave in WAVES:
        for role, write, tool in (
            ("parent", _microsoft_forms, "Microsoft Forms"),
            ("staff", _google_forms, "Google Forms"),
            ("pupil", _surveymonkey, "SurveyMonkey"),
        ):
            name = "pupil_wellbeing_survey" if role == "pupil" else f"{role}_survey"
            text = f"{name.replace('_', ' ').capitalize()}, {_term(wave)}, as {tool} exports it"
            content = write(demo_questions(role), make_responses(role, wave, pupils))
            exports.append(Export(f"{name}_{wave.term}.csv", "surveys", text, content))
    return exports


def _term(wave: Wave) -> str:
    first, second, term = wave.term.split("_")
    return f"{first}/{second} {term}"


def _microsoft_forms(questions: list[Question], responses: list[Response]) -> bytes:
    """UTF-8 with a byte order mark; ticks end with a semicolon each; anonymous answers still have their columns."""
    rows = []
    for number, response in enumerate(responses, start=1):
        start = response.submitted_at - timedelta(seconds=200 + 7 * number % 300)
        cells = ["".join(f"{tick};" for tick in a) if isinstance(a, list) else a for a in response.answers.values()]
        times = (start.strftime("%d/%m/%Y %H:%M:%S"), response.submitted_at.strftime("%d/%m/%Y %H:%M:%S"))
        rows.append((number, *times, "anonymous", "", *cells))
    return as_csv((*MICROSOFT_COLUMNS, *(q.text for q in questions)), rows, encoding="utf-8-sig")


def _google_forms(questions: list[Question], responses: list[Response]) -> bytes:
    """A time stamp with the year first; ticks joined by a comma and a space, also where an option has commas."""
    rows = []
    for response in responses:
        zone = "GMT+1" if 4 <= response.submitted_at.month <= 9 else "GMT"
        clock = response.submitted_at.strftime("%I:%M:%S %p").lstrip("0")
        cells = [", ".join(a) if isinstance(a, list) else a for a in response.answers.values()]
        rows.append((f"{response.submitted_at:%Y/%m/%d} {clock} {zone}", *cells))
    return as_csv(("Timestamp", *(q.text for q in questions)), rows)


def _surveymonkey(questions: list[Question], responses: list[Response]) -> bytes:
    """Two header rows, a column for each option that may be ticked, month first in dates."""
    first, second = list(SURVEYMONKEY_COLUMNS), [""] * len(SURVEYMONKEY_COLUMNS)
    for question in questions:
        options = list(options_of(question.option_set)) if question.answer_kind == "multi_choice" else ["Response"]
        first += [question.text] + [""] * (len(options) - 1)
        second += options
    rows = [second] + [_surveymonkey_row(questions, response, number) for number, response in enumerate(responses)]
    return as_csv(first, rows, line_end="\n")


def _surveymonkey_row(questions: list[Question], response: Response, number: int) -> list[object]:
    start, end = response.submitted_at - timedelta(minutes=4), response.submitted_at
    identity = 118_000_000_000 + int(end.strftime("%y%m%d")) * 1000 + number
    row: list[object] = [identity, 442_000_001, *(t.strftime("%m/%d/%Y %I:%M:%S %p") for t in (start, end))]
    row += [f"192.0.2.{number + 1}", "", "", "", ""]
    for question in questions:
        answer = response.answers[question.question_id]
        is_list = isinstance(answer, list)
        row += (
            [option if option in answer else "" for option in options_of(question.option_set)] if is_list else [answer]
        )
    return row
