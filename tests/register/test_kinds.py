"""Every kind of entry: kept whole, and refused with a sentence beside the field where it cannot be kept."""

from datetime import date

import pytest
from samples import BEFORE, GOOD, OPTION, STATEMENT

from warehouse import register
from warehouse.errors import NotAllowed, RegisterError
from warehouse.register import ENTRY_KINDS
from warehouse.settings import PROJECT_ROOT


@pytest.fixture
def begun(home):
    """A home with a statement, a phase and an option."""
    entries = [register.NewEntry(kind, values) for kind, values in BEFORE]
    register.record_all(home, entries, role="slt", client_id="before")
    return home


def save(home, kind, values, role="slt", client_id="c"):
    return register.record(home, kind, values, role=role, client_id=client_id)


def rows(home, kind):
    return register.history(home, kind).height


def test_there_is_a_sample_of_every_kind():
    assert set(GOOD) == set(ENTRY_KINDS)


@pytest.mark.parametrize("kind", ENTRY_KINDS)
def test_an_entry_is_read_back_as_it_was_given(begun, kind):
    spec = ENTRY_KINDS[kind]
    save(begun, kind, GOOD[kind], role=spec.writers[-1])
    row = register.latest(begun, kind, **{name: GOOD[kind][name] for name in spec.key})
    model = spec.model.model_validate({name: row[name] for name in row if name in spec.model.model_fields})
    assert model == spec.model.model_validate(GOOD[kind])
    assert row["row_id"] in register.current(begun, kind)["row_id"]


@pytest.mark.parametrize("kind", ENTRY_KINDS)
def test_every_field_has_its_sentence(kind):
    spec = ENTRY_KINDS[kind]
    assert set(spec.sentences) == set(spec.model.model_fields)
    assert all(sentence.endswith(".") for sentence in spec.sentences.values())


@pytest.mark.parametrize("kind", ENTRY_KINDS)
def test_an_entry_with_nothing_in_it_names_each_field_that_is_needed(begun, kind):
    spec = ENTRY_KINDS[kind]
    before = rows(begun, kind)
    needed = {name for name, field in spec.model.model_fields.items() if field.is_required()}
    with pytest.raises(RegisterError) as refused:
        save(begun, kind, {}, role=spec.writers[-1])
    assert set(refused.value.problems) == needed
    assert refused.value.field in needed
    assert rows(begun, kind) == before


LONG = "x" * 4001
EARLY, LATE = date(2026, 9, 1), date(2026, 9, 2)


@pytest.mark.parametrize(
    ("kind", "changes", "field", "sentence"),
    [
        ("answer", {"confidence": "certain"}, "confidence", "low, medium or high"),
        ("answer", {"state": "final"}, "state", "draft, submitted or agreed"),
        ("answer", {"links": [{"kind": "rumour", "id": "x"}]}, "links", "Each link needs"),
        ("answer", {"next_must": ["x" * 501]}, "next_must", "on a line of its own"),
        ("answer", {"key_question_id": "kq|05"}, "key_question_id", "Choose a key question"),
        ("why", {"statement": " "}, "statement", "statement is empty"),
        ("why", {"parent_why_id": None}, "parent_why_id", "needs the statement"),
        ("why", {"parent_why_id": "gone"}, "parent_why_id", "not there any more"),
        ("why", {"tree_id": "t2"}, "parent_why_id", "not there any more"),
        ("why", {"level": 3}, "parent_why_id", "one level below"),
        ("why", {"level": 6}, "level", "Five whys is as deep"),
        ("audit_round", {"opened_on": LATE, "closed_on": EARLY}, "closed_on", "closes before it opens"),
        ("audit_rating", {"rating": "good"}, "rating", "Choose a rating"),
        ("audit_rating", {"rater_group": "pupil"}, "rater_group", "staff, parent or governor"),
        ("audit_rating", {"notes": LONG}, "notes", "longer than 4,000"),
        ("matrix_option", {"source": "might"}, "source", "must, should or could"),
        ("matrix_score", {"impact": 5}, "impact", "whole number from 1 to 4"),
        ("matrix_score", {"risk": 0}, "risk", "whole number from 1 to 4"),
        ("matrix_score", {"cost": 2.5}, "cost", "whole number from 1 to 4"),
        ("matrix_score", {"time": True}, "time", "whole number from 1 to 4"),
        ("matrix_score", {"option_id": "gone"}, "option_id", "not in the matrix"),
        ("matrix_weights", {"time": -1}, "time", "from 0 to 10"),
        ("matrix_weights", {"time": float("nan")}, "time", "from 0 to 10"),
        ("matrix_weights", dict.fromkeys(("effort", "cost", "time", "resources", "risk"), 0), "risk", "above 0"),
        ("matrix_challenge", {"text": ""}, "text", "challenge is empty"),
        ("matrix_challenge", {"outcome": "won"}, "outcome", "changed or kept"),
        ("phase", {"start_date": LATE, "end_date": EARLY}, "end_date", "end date is before the start"),
        ("phase", {"start_date": "soon"}, "start_date", "is no date"),
        ("action", {"phase_id": None}, "phase_id", "Choose the phase the action belongs to"),
        ("action", {"phase_id": ""}, "phase_id", "Choose the phase the action belongs to"),
        ("action", {"phase_id": "phase_9"}, "phase_id", "There is no such phase"),
        ("action", {"phase_id": "phase_10"}, "phase_id", "There is no such phase"),
        ("action", {"start_date": LATE, "due_date": EARLY}, "due_date", "due date is before the start"),
        ("step", {"action_id": "gone"}, "action_id", "There is no such action"),
        ("step_update", {"start_date": LATE, "due_date": EARLY}, "due_date", "due date is before the start"),
        ("step_update", {"status": "stuck"}, "done_date", "state is not 'done'"),
        ("carry_over", {"to_phase_id": "gone"}, "to_phase_id", "There is no such phase"),
        ("idea_pick", {"result": None}, "result", "write what came of it"),
        ("idea_pick", {"state": "in_phase", "phase_id": None}, "phase_id", "Choose the phase the idea is in"),
        ("concern", {"outcome": " "}, "closed_on", "closed with its outcome"),
        ("concern", {"raised_on": date(2026, 4, 1)}, "closed_on", "before it was raised"),
        ("review", {"review_date": None}, "review_date", "is no date"),
        ("said_done", {"said": ""}, "said", "side is empty"),
        ("sign_off", {"text": "  "}, "text", "sign-off is empty"),
        ("sign_off", {"colour": "red"}, "colour", "no field 'colour'"),
    ],
)
def test_what_cannot_be_kept_is_refused_beside_its_field(begun, kind, changes, field, sentence):
    before = rows(begun, kind)
    with pytest.raises(RegisterError, match=sentence) as refused:
        save(begun, kind, GOOD[kind] | changes)
    assert list(refused.value.problems) == [field]
    assert rows(begun, kind) == before


def test_all_faults_of_a_form_are_told_at_once(begun):
    with pytest.raises(RegisterError) as refused:
        save(begun, "matrix_score", GOOD["matrix_score"] | {"impact": 9, "risk": 0})
    assert set(refused.value.problems) == {"impact", "risk"}


def test_a_refusal_never_repeats_what_was_typed(begun):
    with pytest.raises(RegisterError) as refused:
        save(begun, "answer", GOOD["answer"] | {"judgement": "Jo Smith", "confidence": "Jo Smith", "links": "Jo Smith"})
    assert "Jo Smith" not in str(refused.value) + str(refused.value.problems) + repr(refused.value.__context__)


def test_whys_go_five_deep_and_a_sixth_is_refused(begun):
    for level in range(1, 6):
        save(begun, "why", _why(level), client_id=f"w{level}")
    with pytest.raises(RegisterError, match="Five whys is as deep") as refused:
        save(begun, "why", _why(5) | {"why_id": "w6", "parent_why_id": "w5"}, client_id="w6")
    assert refused.value.field == "parent_why_id"
    assert sorted(register.current(begun, "why")["level"]) == [0, 1, 2, 3, 4, 5]


def test_a_tree_branches(begun):
    for name in ("w1", "x1"):
        save(begun, "why", _why(1) | {"why_id": name}, client_id=name)
    assert register.current(begun, "why", parent_why_id="w0").height == 2


def _why(level):
    return STATEMENT | {"why_id": f"w{level}", "parent_why_id": f"w{level - 1}", "level": level}


def test_several_raters_of_one_statement_stand_side_by_side(begun):
    for rater, group in (("p7", "parent"), ("t1", "staff"), ("g2", "governor")):
        values = GOOD["audit_rating"] | {"rater_id": rater, "rater_group": group}
        save(begun, "audit_rating", values, client_id=rater)
    ratings = register.current(begun, "audit_rating", round_id="r1", statement_id="audit_1_1")
    assert ratings["rater_group"].sort().to_list() == ["governor", "parent", "staff"]


def test_items_typed_as_lines_become_a_list(begun):
    save(begun, "audit_next", GOOD["audit_next"] | {"must": "Name a contact\n\n  Ring new families \n"})
    row = register.latest(begun, "audit_next", round_id="r1", theme_id="audit_theme_1")
    assert row["must"] == ["Name a contact", "Ring new families"]


@pytest.mark.parametrize(("kind", "role"), [("answer", "governor"), ("phase", "governor"), ("step_update", "governor")])
def test_a_governor_writes_no_part_of_the_work_they_judge(begun, kind, role):
    with pytest.raises(NotAllowed, match="Your role cannot save"):
        save(begun, kind, GOOD[kind], role=role)
    assert register.history(begun, kind).filter(client_id="c").is_empty()


def test_a_governor_rates_and_signs(begun):
    assert save(begun, "audit_rating", GOOD["audit_rating"], role="governor").is_new
    assert save(begun, "sign_off", GOOD["sign_off"], role="governor").is_new


def test_only_a_senior_leader_agrees_an_answer(begun):
    agreed = GOOD["answer"] | {"state": "agreed"}
    with pytest.raises(RegisterError, match="Only a senior leader") as refused:
        save(begun, "answer", agreed, role="staff")
    assert refused.value.field == "state"
    assert save(begun, "answer", agreed, role="slt").is_new


def test_an_agreed_answer_is_changed_only_with_a_reason_whoever_asks(begun):
    agreed = GOOD["answer"] | {"state": "agreed"}
    save(begun, "answer", agreed)
    changed = agreed | {"judgement": "strong", "state": "draft"}
    for why in (None, "  "):
        with pytest.raises(RegisterError, match="say why it is changed") as refused:
            register.record(begun, "answer", changed, role="slt", client_id="other", why=why)
        assert refused.value.field == "why"
    assert register.latest(begun, "answer", **_subject(agreed))["state"] == "agreed"
    assert register.record(begun, "answer", changed, role="slt", client_id="other", why="New figures").is_new
    elsewhere = agreed | {"cycle_id": "2019/20 spring"}
    assert save(begun, "answer", elsewhere, client_id="third").is_new, "another term is another answer"


def _subject(answer):
    return {name: answer[name] for name in ("key_question_id", "cycle_id")}


@pytest.mark.parametrize("role", [None, "", "head"])
def test_an_entry_says_who_made_it(begun, role):
    with pytest.raises(RegisterError, match="not complete"):
        save(begun, "matrix_option", OPTION, role=role)


def test_the_page_on_the_register_lists_every_kind_with_its_fields_and_writers():
    listed = [line for line in (PROJECT_ROOT / "docs/register.md").read_text("utf-8").splitlines() if line[:3] == "| `"]
    assert {_line(spec) for spec in ENTRY_KINDS.values()} <= set(listed)


def _line(spec):
    fields = spec.model.model_fields.items()
    others = [name + ("" if field.is_required() else "?") for name, field in fields if name not in spec.key]
    others.remove("is_withdrawn?")
    return f"| `{spec.name}` | {', '.join(spec.key)} | {', '.join(others)} | {', '.join(spec.writers)} |"


def test_the_page_on_the_register_lists_what_builds_get(home):
    page = (PROJECT_ROOT / "docs/register.md").read_text("utf-8")
    assert [name for name in register.snapshot(home) if f"| `{name}`" not in page] == []
