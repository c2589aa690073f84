"""The four pages that evaluate, with the demonstration, page file by page file and role by role."""

import re
from html import unescape

import duckdb
import pytest
from streamlit.testing.v1 import AppTest

from tests.app.tables import with_tables
from ui.navigation import page_at
from warehouse import homes
from warehouse.read import current_build, read_mart
from warehouse.register import current_answers
from warehouse.settings import PROJECT_ROOT, get_settings

EVALUATION = ("overview", "key_questions", "barriers", "phase_progress")
ROLES = ("governor", "slt", "staff")
QUESTION, TERM = "kq_05", "2025/26 summer"


def opened(url_path: str, role: str = "governor", **address: str) -> AppTest:
    app = AppTest.from_file(str(page_at(url_path).file), default_timeout=60)
    for name, value in {"role": role, **address}.items():
        app.query_params[name] = value
    return app.run()


def texts(app: AppTest) -> str:
    """Everything that is said in words, one line each, as a browser shows it: without the marks that keep it words."""
    kinds = (app.title, app.subheader, app.text, app.markdown, app.caption, app.error, app.success, app.info)
    said = re.sub(r"\\(\W)", r"\1", "\n".join(str(element.value) for kind in kinds for element in kind))
    return "\n".join([said, *(unescape(re.sub(r"<[^>]+>", "\n", piece)) for piece in written(app))])


def written(app: AppTest) -> list[str]:
    """The pieces of a page that it writes itself."""
    return [element.proto.body for element in app.get("html")]


def cards(app: AppTest) -> list[tuple[str, str]]:
    """The headline figures: name and figure of each card."""
    found = (re.findall(r"<summary>(.*?)</summary>.*?village-figure\">(.*?)</p>", piece) for piece in written(app))
    return [card for piece in found for card in piece]


def charts(app: AppTest) -> list:
    return app.get("vega_lite_chart")


def widget(kind, key: str):
    return next(element for element in kind if element.key == key)


@pytest.fixture
def own_empty_home(tmp_path, monkeypatch):
    """A school's own home in which nothing was loaded yet."""
    monkeypatch.setenv("VILLAGE_HOME", str(tmp_path / "new"))
    get_settings.cache_clear()
    homes.start_own(get_settings())
    yield
    get_settings.cache_clear()


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("url_path", EVALUATION)
def test_a_page_shows_charts_with_tables_to_every_role_and_nothing_goes_wrong(url_path, role, in_school):
    app = with_tables(opened(url_path, role))
    assert not app.exception and not app.error and not app.warning
    assert charts(app) and len(app.dataframe) >= len(charts(app))
    for chart in charts(app):
        assert len(chart.proto.spec) > 100 and '"description"' in chart.proto.spec


@pytest.mark.parametrize("url_path", EVALUATION)
def test_a_page_without_data_says_so_and_sends_no_governor_to_a_page_that_is_closed_to_them(url_path, own_empty_home):
    app = opened(url_path)
    assert not app.exception and not charts(app) and not app.get("page_link")
    assert "Nothing has been" in texts(app)


def test_staff_without_data_are_shown_the_way_to_the_upload_page(own_empty_home):
    app = AppTest.from_file(str(PROJECT_ROOT / "ui" / "shell.py"), default_timeout=60)
    app.query_params["role"] = "staff"
    app.run().switch_page("../pages/barriers.py").run()
    assert [link.proto.page for link in app.get("page_link")] == ["upload"]


def test_the_overview_lists_at_most_seven_matters_each_with_a_question_to_ask(in_school):
    app = opened("overview")
    matters = [element.value for element in app.text if element.value[:1].isdigit()]
    asks = [element.value for element in app.caption if element.value.startswith("Ask ")]
    assert 1 <= len(matters) <= 7 and len(asks) == len(matters)
    assert any("is late by" in matter for matter in matters)


def test_a_matter_on_the_overview_says_how_sure_it_is_and_how_many_stand_behind_it(in_school):
    said = texts(opened("overview"))
    assert "38% (between 26% and 53%) of 47 parents name 'Lack of time', and no action answers it." in said
    assert "by 32% of parents and 67% of staff: 35 points less (10 to 54), 47 parents. And 3 more like it." in said
    assert "'Text message nudge pilot' goes with attendance" in said


def test_where_nothing_stands_out_the_overview_says_what_is_steady(in_school):
    with duckdb.connect(str(current_build(homes.active(get_settings())).path)) as served:
        served.execute("delete from rpt_attention")
    said = texts(opened("overview"))
    assert "Nothing stands out: no clear change or gap" in said and "Ask whether steady is good enough" in said
    assert "Persistent absence: " in said and "no clear change since spring term 2025/26" in said


def test_the_overview_gives_six_figures_with_range_n_and_change_in_words(in_school):
    app = opened("overview")
    assert [name for name, _ in cards(app)][:2] == ["Attendance", "Persistent absence"]
    assert len(cards(app)) == 6 and all(value.endswith("%") for _, value in cards(app))
    said = texts(app)
    assert "possible sessions; close to the published 57.5%" in said
    assert "No clear change since spring term 2025/26" in said


def test_a_site_in_the_address_changes_every_headline_figure(in_school):
    whole, eastside = opened("overview"), opened("overview", site="Eastside")
    assert "<h3>Attendance, Eastside, term by term</h3>" in "".join(written(eastside))
    assert cards(eastside)[0] != cards(whole)[0]


def test_a_figure_on_the_overview_is_the_one_that_is_published(in_school):
    row = read_mart(
        homes.active(get_settings()),
        "rpt_indicators",
        "governor",
        {"indicator_id": "attendance_rate", "period_id": TERM, "group_type": "all"},
    ).row(0, named=True)
    app = opened("overview", term=TERM)
    assert cards(app)[0] == ("Attendance", f"{row['value']:.0%}")
    app.session_state["provenance_attendance_rate"] = True
    app.run()
    assert f"{row['numerator']:,.0f} sessions attended out of {row['denominator']:,.0f} possible sessions" in texts(app)


def test_the_freshness_table_names_every_feed_and_says_where_nothing_was_loaded(in_school):
    table = opened("overview").dataframe[-1].value
    assert set(table["Data"]) >= {"Attendance marks", "Surveys", "Contacts with home"}
    assert "nothing loaded" in set(table["Newest"])


def test_all_21_questions_are_on_the_continuum_and_in_the_list(in_school):
    app = with_tables(opened("key_questions"))
    assert len(widget(app.selectbox, "question_widget").options) == 21
    asked = app.dataframe[0].value["Asks about"].to_list()
    assert (asked.count("partnership"), asked.count("impact of what we do")) == (16, 5)
    assert "of 21 questions" in texts(app)


def test_a_question_in_the_address_is_shown_with_its_judgement_and_its_evidence(in_school):
    app = opened("key_questions", question=QUESTION, term=TERM)
    app.session_state[f"trends {QUESTION}"] = True
    said = texts(app.run())
    assert "5. Parents in plans and reviews" in said
    assert "Judged 'developing' for summer term 2025/26 by a senior leader on 14 July 2026; enough evidence" in said
    assert "Turn-out, all pupils, term by term" in said


def test_next_and_previous_walk_through_the_questions(in_school):
    app = opened("key_questions", question=QUESTION)
    buttons = {button.label: button for button in app.button}
    buttons["Next"].click().run()
    assert "6. Engaging hard-to-reach pupils" in texts(app)
    next(button for button in app.button if button.label == "Previous").click().run()
    assert "5. Parents in plans and reviews" in texts(app)


def test_a_question_that_is_not_known_opens_the_first(in_school):
    assert "1. Commitment to working with parents" in texts(opened("key_questions", question="kq_99"))


def test_a_question_without_data_says_what_would_answer_it(in_school):
    needs = read_mart(homes.active(get_settings()), "dim_key_questions", "governor", {"key_question_id": "kq_12"})[
        "would_answer"
    ][0]
    said = texts(opened("key_questions", question="kq_12"))
    assert "No data speaks to this question yet" in said and needs in said


def test_a_question_is_shown_what_its_actions_go_with_and_the_barriers_named_against_it(in_school):
    app = opened("key_questions", question="kq_07", term=TERM)
    app.session_state["also_speaks"] = True
    said = texts(app.run())
    assert "Text message nudge pilot, 2025/26, attendance of 28 pupils reached beside" in said
    assert "45% (between 31% and 59%) of 47 parents name 'Work commitments' as a barrier" in said


@pytest.mark.parametrize("role", ["governor", "staff"])
def test_only_senior_leaders_judge_and_nobody_else_reads_the_answers_text(role, in_school):
    app = opened("key_questions", role, question=QUESTION, term=TERM)
    answers = current_answers(homes.active(get_settings()))["answer"].to_list()
    assert not app.text_area and not app.radio
    assert answers and not any(answer in texts(app) for answer in answers)
