"""What senior leaders would have typed in: the progress of Phase 1 and answers to key questions, with their history.

Phase 1 runs in the demo centre's spring and summer of 2026. Work still open is due after the newest data (July 2026):
the late step stays late at whatever date the demo is opened, the others fall due in the terms that follow.
"""

from seeds.generator.tables import Export, as_csv

STEP_HEADER = (
    *("step_id", "status", "start_date", "due_date", "done_date", "owner_role", "recorded_at", "recorded_by_role"),
)
ANSWER_HEADER = ("key_question_id", "cycle_id", "judgement", "answer", "recorded_at", "recorded_by_role")
# step number, owner, due date, then the history: (day of recording, status, start date, done date)
STEPS = (
    (1, "Head of centre", "2026-05-22", ("2026-01-19", "not_started", "", ""),
     ("2026-03-02", "in_progress", "2026-02-24", ""), ("2026-05-18", "done", "2026-02-24", "2026-05-15")),
    (2, "Inclusion lead", "2026-03-27", ("2026-01-19", "in_progress", "2026-01-12", ""),
     ("2026-03-23", "done", "2026-01-12", "2026-03-20")),
    (3, "Inclusion lead", "2026-07-17", ("2026-01-19", "not_started", "", ""),
     ("2026-04-20", "in_progress", "2026-04-15", ""), ("2026-07-06", "done", "2026-04-15", "2026-07-03")),
    (4, "Pupil voice lead", "2026-12-18", ("2026-01-19", "not_started", "", ""),
     ("2026-06-08", "in_progress", "2026-06-03", "")),
    (5, "Curriculum lead", "2026-05-22", ("2026-01-19", "not_started", "", ""),
     ("2026-03-09", "in_progress", "2026-03-04", ""), ("2026-06-15", "in_progress", "2026-03-04", "")),
    (6, "Family support worker", "2026-03-27", ("2026-01-19", "in_progress", "2026-01-08", ""),
     ("2026-03-16", "done", "2026-01-08", "2026-03-13")),
    (7, "Careers lead", "2026-12-18", ("2026-01-19", "not_started", "", ""),
     ("2026-05-11", "in_progress", "2026-05-06", "")),
    (8, "Careers lead", "2026-12-18", ("2026-01-19", "not_started", "", ""),
     ("2026-04-27", "in_progress", "2026-04-21", ""), ("2026-06-29", "stuck", "2026-04-21", "")),
    (9, "Head of centre", "2027-03-26", ("2026-01-19", "not_started", "", ""), ("2026-07-06", "not_started", "", "")),
    (10, "Family support worker", "2026-06-26", ("2026-01-19", "not_started", "", ""),
     ("2026-05-04", "in_progress", "2026-04-29", ""), ("2026-06-15", "done", "2026-04-29", "2026-06-10")),
    (11, "Family support worker", "2026-12-18", ("2026-01-19", "not_started", "", ""),
     ("2026-06-15", "not_started", "", "")),
)  # fmt: skip
CYCLES = {"2025/26 spring": "2026-03-24", "2025/26 summer": "2026-07-14"}
# key question number, judgement and answer in spring, judgement and answer in summer (None: not answered)
ANSWERS = (
    (1, "developing", "Every household has a named member of staff. The log shows that some still hear from us rarely.",
     "developing", "Contact has grown since January, at Westside more than at Eastside."),
    (2, "not_yet", "We ask little about what parents could bring.",
     "not_yet", "Still no list of what parents offer; the forum raised it in June."),
    (3, "developing", "Review meetings set the plan together with the family.",
     "strong", "Families come to most reviews, and the plan is written there and then."),
    (4, "not_yet", "Policies are reviewed by staff alone.",
     "developing", "The Westside forum looked at the behaviour policy. Eastside follows in autumn."),
    (5, "developing", "Turn-out at reviews is good, at parents' evenings it is not.",
     "developing", "Turn-out at reviews is steady. Some attendance is not recorded at Eastside."),
    (6, "developing", "Home visits for pupils who miss most, and a text-message pilot since January.",
     "developing", "Pupils whose parents are texted miss less than before; the others do not."),
    (7, "developing", "Letters and the app tell of what is on offer.",
     "developing", "Fewer parents say that they did not know of it."),
    (8, None, None, "developing", "Good news first, travel to Eastside next."),
    (11, "not_yet", "Little beyond the summer celebration.", None, None),
    (12, "not_yet", "No parent governor from Eastside.", "not_yet", "The post has been advertised."),
    (17, "developing", "Attendance, contacts and surveys are now looked at together.",
     "strong", "Each action has a measure, and two have been judged by it."),
    (18, "not_yet", "One local employer takes part.", None, None),
    (21, "developing", "The staff survey is repeated with the same questions.",
     "developing", "Three waves can be compared. Confidence rises with training."),
)  # fmt: skip


def register_exports() -> list[Export]:
    """phase_1_progress.csv and key_question_answers.csv, each row one record in the order of time."""
    steps = sorted((row for step in STEPS for row in _step_rows(step)), key=lambda row: (row[6], row[0]))
    answers = sorted((row for answer in ANSWERS for row in _answer_rows(answer)), key=lambda row: (row[4], row[0]))
    return [
        Export("phase_1_progress.csv", "register", "Progress of Phase 1, with history", as_csv(STEP_HEADER, steps)),
        Export(
            "key_question_answers.csv",
            "register",
            "Judgements and answers of two cycles",
            as_csv(ANSWER_HEADER, answers),
        ),
    ]


def _step_rows(step: tuple) -> list[tuple[str, ...]]:
    number, owner, due, *history = step
    return [
        (f"phase_1_step_{number:02d}", status, start, due, done, owner, f"{day}T15:30:00+00:00", "slt")
        for day, status, start, done in history
    ]


def _answer_rows(answer: tuple) -> list[tuple[str, ...]]:
    number, *by_cycle = answer
    pairs = zip(CYCLES.items(), (by_cycle[:2], by_cycle[2:]), strict=True)
    return [
        (f"kq_{number:02d}", cycle, judgement, text, f"{day}T16:00:00+00:00", "slt")
        for (cycle, day), (judgement, text) in pairs
        if judgement
    ]
