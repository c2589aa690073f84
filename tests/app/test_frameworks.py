"""The frameworks page: any of the nine whole, and each item with what reaches it, directly or by way of a type."""

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from tests.app.conftest import assert_sound, serving, settled
from tests.app.hands import pick
from ui import frameworks, reach
from ui.frameworks import FRAMEWORKS, NOTHING, SECTIONS
from ui.navigation import page_at
from ui.reach import Carrier, Join, joins_of, reaching, standing_in
from warehouse import homes
from warehouse.read import read_mart
from warehouse.register import NewEntry, record, record_all, record_answer
from warehouse.settings import Home, get_settings

ANSWER = "Reviews are booked with every family."
TERM = "2025/26 summer"


def opened(role: str = "slt", **address: str) -> AppTest:
    app = AppTest.from_file(str(page_at("frameworks").file), default_timeout=60)
    for name, value in {"role": role, **address}.items():
        app.query_params[name] = value
    return app.run()


def home():
    return homes.active(get_settings())


def said(app: AppTest) -> str:
    kinds = (app.subheader, app.text, app.caption, app.warning, app.markdown)
    return "\n".join(str(element.value) for kind in kinds for element in kind)


def rows(app: AppTest) -> pl.DataFrame:
    return pl.concat([pl.from_pandas(table.value) for table in app.table])


def answer() -> None:
    record_answer(home(), "kq_05", TERM, "strong", ANSWER, role="slt", client_id="a1")


@pytest.mark.parametrize("framework_id", FRAMEWORKS)
def test_a_framework_is_shown_whole(framework_id, in_school):
    items = read_mart(home(), "rpt_framework_items", "slt", {"framework_id": framework_id})
    app = opened(framework=framework_id)
    assert not app.exception and app.selectbox(key="framework_widget").value == framework_id
    shown = "\n".join(rows(app)["Item"].to_list()).replace("\\", "")
    assert rows(app).height == items.height
    assert [label for label in items["label"] if label not in shown] == []


def test_every_kind_of_item_and_framework_has_a_name(in_school):
    items = read_mart(home(), "rpt_framework_items", "slt")
    assert set(items["item_type"]) == set(SECTIONS)
    assert set(items["framework_id"]) == set(FRAMEWORKS)


@pytest.mark.parametrize("item_id", ["inspection_heading_5", "pillar_2", "policy_area_1", "audit_theme_3", "kq_05"])
def test_one_answer_is_reported_under_every_framework_it_belongs_to(item_id, in_school):
    answer()
    app = opened(item=item_id)
    assert "Question 5, Parents in plans and reviews: strong, summer term 2025/26." in said(app)
    assert f"“{ANSWER}”" in said(app)


def test_an_item_shows_figures_by_way_of_a_type_and_names_the_type(in_school):
    app = opened(item="inspection_heading_5")
    text = said(app)
    assert "By way of type 2, Communicating:" in text
    assert "• Two-way contact: " in text and "households on roll" in text
    assert "Why it counts: Partnership shows first in dealings over a parent's own child." in text


def test_the_schools_own_action_counts_for_the_idea_it_came_from_and_its_barriers(in_school):
    idea = "idea_1_08"  # functional skills courses, which meet parents' lack of skills
    entries = [
        NewEntry("phase", {"phase_id": "p2", "label": "Autumn 2026"}),
        NewEntry("action", {"action_id": "a2", "phase_id": "p2", "label": "Evening course", "idea_id": idea}),
    ]
    record_all(home(), entries, role="slt", client_id="x1")
    for item_id in (idea, "barrier_attitudes_01", "type_1"):
        assert "Evening course: Autumn 2026, not in the figures yet." in said(opened(item=item_id)), item_id
    assert "Evening course" not in said(opened("governor", item=idea))


def test_a_draft_answer_counts_for_nothing_yet(in_school):
    values = {"key_question_id": "kq_05", "cycle_id": "2026/27 autumn", "judgement": "strong", "answer": "Unfinished"}
    record(home(), "answer", values | {"state": "draft"}, role="slt", client_id="d1")
    assert "Unfinished" not in said(opened(item="kq_05"))


def test_governors_read_judgements_and_no_typed_words(in_school):
    answer()
    app = opened("governor", item="inspection_heading_5")
    assert "Question 5, Parents in plans and reviews" in said(app)
    assert ANSWER not in said(app) and "“" not in said(app)
    assert not app.get("download_button")


def test_an_item_that_nothing_reaches_is_marked_so(in_school):
    app = opened(framework="audit_tool")
    bare = [label for label in rows(app)["Item"] if label.endswith(NOTHING)]
    assert bare and f"Nothing reaches {len(bare)} of them yet." in said(app)


def test_an_item_of_the_address_opens_its_framework_and_an_unknown_one_the_first(in_school):
    app = opened(item="pillar_2", framework="epstein")
    assert app.selectbox(key="framework_widget").value == "blueprint"
    unknown = opened(item="pillar_99", framework="nonsense")
    assert not unknown.exception and unknown.selectbox(key="framework_widget").value == "epstein"


def test_choosing_another_framework_lets_the_item_go(in_school):
    app = opened(item="pillar_2")
    app.selectbox(key="framework_widget").select("barriers").run()
    assert not app.exception and app.selectbox(key="item_widget").value is None
    assert rows(app).height == 30


def test_a_schools_own_words_are_shown_as_plain_text_and_faults_are_named(in_school):
    own = (
        "item_id,label,text\npillar_2,Talk **both** ways,Ring [home](http://x.example).\npillar_99,Lost,\npillar_1,,\n"
    )
    (home().root / "wording.csv").write_text(own)
    app = opened(item="pillar_2")
    assert app.subheader[0].value == r"Talk \*\*both\*\* ways"
    assert "Ring [home](http://x.example)." in [element.value for element in app.text]
    warned = [element.value for element in app.warning]
    assert len(warned) == 2 and "record 4" in warned[0] and "'pillar_99'" in warned[1]
    assert not opened("governor", item="pillar_2").warning


def test_own_words_of_a_question_are_plain_text_on_its_own_page_too(in_school):
    (home().root / "wording.csv").write_text("item_id,label,text\nkq_01,Our **first**,Do we <b>*care*</b>?\n")
    app = AppTest.from_file(str(page_at("key_questions").file), default_timeout=60)
    app.query_params["question"] = "kq_01"
    app.run()
    html = "".join(element.proto.body for element in app.get("html"))
    assert "<h3>1. Our **first**</h3>" in html
    assert '<p class="village-words">Do we &lt;b&gt;*care*&lt;/b&gt;?</p>' in html


def joins(*rows: tuple[str, str, int]):
    crosswalk = [(one, other, str(strength), "Because.") for one, other, strength in rows]
    names = ["from_item_id", "to_item_id", "strength", "reason"]
    evidence = pl.DataFrame(schema={"key_question_id": pl.String, "indicator_id": pl.String, "reason": pl.String})
    return joins_of(pl.DataFrame(crosswalk, schema=names, orient="row"), evidence)


def ways(item_id: str, joined, **stands_for: Join) -> list[tuple[str | None, int]]:
    carrier = Carrier("action", "action", "Action", "done", stands_for=stands_for)
    return [(reached.via, reached.join.strength) for reached in reaching(item_id, [carrier], joined)]


def test_a_direct_join_counts_before_a_way_round_in_either_direction():
    joined = joins(("item", "action", 1), ("item", "type_1", 3), ("action", "type_1", 3))
    assert ways("item", joined) == [(None, 1)]
    assert ways("action", joined) == [(None, 3)]


def test_a_way_through_a_type_is_as_strong_as_its_weaker_half_and_a_weak_one_does_not_carry():
    assert ways("item", joins(("item", "type_1", 3), ("type_1", "action", 2))) == [("type_1", 2)]
    assert ways("item", joins(("item", "type_1", 3), ("action", "type_1", 1))) == []
    assert ways("item", joins(("item", "type_1", 3), ("action", "type_2", 3))) == []


def test_of_several_types_the_strongest_way_is_named():
    joined = joins(("item", "type_1", 2), ("action", "type_1", 2), ("item", "type_4", 3), ("action", "type_4", 3))
    assert ways("item", joined) == [("type_4", 3)]


def test_an_action_reaches_what_the_idea_it_came_from_is_joined_to():
    joined = joins(("idea", "barrier", 2), ("idea", "type_1", 3))
    came_from = {"idea": Join(3, "It puts the idea into practice.")}
    assert ways("barrier", joined, **came_from) == [(None, 2)]
    assert ways("idea", joined, **came_from) == [(None, 3)]


def test_an_item_without_joins_counts_through_the_one_above_it():
    items = [
        {"item_id": "action", "parent_item_id": None},
        {"item_id": "step", "parent_item_id": "action"},
        {"item_id": "channel", "parent_item_id": "step"},
    ]
    assert set(standing_in(items, joins(("action", "type_1", 3))).values()) == {"action"}


def test_counts_hold_direct_and_indirect_apart():
    one, other = (Carrier("indicator", name, name, "") for name in ("one", "other"))
    joined = joins(("one", "type_1", 3), ("item", "type_1", 3), ("other", "item", 1))
    assert reach.counted(reaching("item", [one, other], joined))["indicator"] == (1, 1)


def test_a_tree_keeps_children_below_their_parents_in_order(in_school):
    items = read_mart(home(), "rpt_framework_items", "slt").to_dicts()
    (section,) = frameworks.tree({item["item_id"]: item for item in items}, "phase_1").values()
    depths = [depth for depth, _ in section]
    assert (depths.count(0), depths.count(1), depths.count(2)) == (9, 11, 3)
    assert [item["item_id"] for depth, item in section if depth == 0] == [f"phase_1_action_{n}" for n in range(1, 10)]


@pytest.mark.browser
def test_an_answer_reaches_an_inspection_heading_in_a_browser_after_a_restart(school, page):
    with serving(school) as running:
        page.goto(f"{running.url}/frameworks?role=slt&framework=inspection")
        pick(page, "Item to see in full", "Home-school partnerships")
        page.get_by_text("By way of type 2, Communicating").first.wait_for()
        settled(page)
        assert "item=inspection_heading_5" in page.url
        assert page.get_by_text(ANSWER).count() == 0
        assert_sound(page)
        address = page.url.removeprefix(running.url)
    record_answer(Home(school), "kq_05", TERM, "strong", ANSWER, role="slt", client_id="a1")
    with serving(school) as again:
        page.goto(again.url + address)
        page.get_by_text(ANSWER).wait_for()
        settled(page)
        assert page.get_by_text("Question 5, Parents in plans and reviews: strong").count() == 1
        page.emulate_media(media="print")
        assert page.get_by_text(ANSWER).is_visible()
        page.locator("[data-testid=stTable]").first.wait_for()
