"""The five whys on their page: begun, asked, branched, worded anew, withdrawn, undone; nothing typed is lost."""

import sqlite3
from contextlib import closing

import pytest
from streamlit.testing.v1 import AppTest

from tests.app.needs import errors, home, labelled, opened, press, saved, told
from tests.app.tables import with_tables
from warehouse.register import connection, current, drafts, record

pytestmark = pytest.mark.usefixtures("in_school")


def ask(app: AppTest, words: str) -> AppTest:
    labelled(app.text_input, "Why?").set_value(words).run()
    return press(app, "Add this why")


def begun(statement: str = "Few parents come") -> AppTest:
    app = opened("five_whys")
    labelled(app.text_input, "What do you want").set_value(statement).run()
    return press(app, "Begin the tree")


def whys() -> dict[str, int]:
    rows = current(home(), "why")
    return dict(zip(rows["statement"], rows["level"], strict=True))


def choose(app: AppTest, words: str) -> AppTest:
    row = next(row for row in current(home(), "why").to_dicts() if row["statement"] == words)
    return labelled(app.selectbox, "Ask about").set_value(row["why_id"]).run()


def test_without_a_tree_the_page_says_so_and_offers_to_begin_one():
    app = opened("five_whys")
    assert not app.exception and "There is no tree yet" in told(app)
    assert not app.get("vega_lite_chart")


def test_whys_go_down_one_thread_to_the_fifth_and_a_sixth_is_refused_in_a_sentence():
    app = begun()
    for number in range(1, 6):
        app = ask(app, f"because {number}")
        assert not errors(app)
    app = ask(app, "because 6")
    assert errors(app) == ["Five whys is as deep as a thread goes; add another thread higher up instead."]
    assert whys() == {"Few parents come": 0, **{f"because {number}": number for number in range(1, 6)}}
    assert labelled(app.text_input, "Why?").value == "because 6"


def test_threads_branch_and_are_drawn_and_read_in_the_same_order():
    app = ask(begun(), "They hear too late")
    app = ask(app, "Letters do not arrive")
    app = ask(choose(app, "Few parents come"), "Meetings are at noon")
    assert len(app.get("vega_lite_chart")) == 1
    words = next(element.value for element in app.markdown if "They hear" in element.value)
    assert [line.strip() for line in words.splitlines()[2:]] == [
        "- **1** They hear too late",
        "- **1.1** Letters do not arrive",
        "- **2** Meetings are at noon",
    ]
    assert list(with_tables(app).dataframe[0].value["Number"]) == ["", "1", "1.1", "2"]


def test_a_statement_of_nothing_but_blanks_is_refused_beside_its_field():
    app = opened("five_whys")
    labelled(app.text_input, "What do you want").set_value("   ").run()
    assert "is empty" in errors(press(app, "Begin the tree"))[0]
    assert whys() == {}


def test_a_why_is_worded_anew_and_undo_brings_the_former_words_back():
    app = ask(begun(), "They hear to late")
    labelled(app.text_input, "In other words").set_value("They hear too late").run()
    app = press(app, "Save the new words")
    assert "They hear too late" in whys()
    app = press(app, "Undo: reworded")
    assert not app.exception and set(whys()) == {"Few parents come", "They hear to late"}


def test_a_branch_is_withdrawn_whole_and_undo_brings_it_back():
    app = ask(ask(begun(), "one"), "two")
    app = press(choose(app, "one"), "Withdraw it and the 1 below it")
    assert whys() == {"Few parents come": 0}
    press(app, "Undo: withdrew 'one'")
    assert whys() == {"Few parents come": 0, "one": 1, "two": 2}


def test_undo_goes_back_one_change_at_a_time_until_only_the_statement_is_left():
    app = ask(ask(begun(), "one"), "two")
    app = press(app, "Undo: added 'two'")
    app = press(app, "Undo: added 'one'")
    assert whys() == {"Few parents come": 0}
    assert not [button for button in app.button if button.label.startswith("Undo")]


def test_a_tree_that_was_withdrawn_can_be_brought_back():
    app = ask(begun(), "one")
    app = press(choose(app, "Few parents come"), "Withdraw it and the 1 below it")
    assert whys() == {} and "Withdrawn. It can be brought back." in told(app)
    press(app, "Bring back")
    assert whys() == {"Few parents come": 0, "one": 1}


def test_what_was_typed_and_not_saved_is_offered_again_when_the_page_is_opened():
    app = begun()
    labelled(app.text_input, "Why?").set_value("They hear too").run()
    later = opened("five_whys")
    assert "was never saved" in told(later)
    later = press(later, "Take it up again")
    assert labelled(later.text_input, "Why?").value == "They hear too"
    ask(later, "They hear too late")
    assert drafts(home(), "why_ask", role="slt") == []


def test_what_was_typed_can_be_thrown_away():
    labelled(begun().text_input, "Why?").set_value("Never mind").run()
    app = press(opened("five_whys"), "Throw it away")
    assert "was never saved" not in told(app) and drafts(home(), "why_ask", role="slt") == []


def two_writers() -> AppTest:
    """A page on which words were typed that somebody else has just changed."""
    saved("why", [{"why_id": "w0", "tree_id": "t", "level": 0, "statement": "Few come"}])
    app = opened("five_whys")
    labelled(app.text_input, "In other words").set_value("Mine").run()
    values = {"why_id": "w0", "tree_id": "t", "level": 0, "statement": "Theirs"}
    record(home(), "why", values, role="slt", client_id="another")
    return press(app, "Save the new words")


def test_two_writers_see_each_other_and_theirs_can_stand():
    app = two_writers()
    assert "Words: Theirs" in told(app) and "Words: Mine" in told(app) and "Theirs" in whys()
    app = press(app, "Keep theirs")
    assert labelled(app.text_input, "In other words").value == "Theirs" and set(whys()) == {"Theirs"}


def test_two_writers_see_each_other_and_mine_can_stand():
    press(two_writers(), "Save mine")
    assert set(whys()) == {"Mine"}


@pytest.fixture
def hold_register(monkeypatch):
    """Another program that holds the register and does not let go; nobody waits long for it."""
    monkeypatch.setattr(connection, "WAIT_SECONDS", 0.2)
    connection.close()
    with closing(sqlite3.connect(home().register, isolation_level=None)) as other:
        yield lambda: other.execute("begin exclusive")
        other.execute("rollback")
    connection.close()


def test_a_register_that_cannot_be_written_keeps_the_words_on_the_page_and_says_so(hold_register):
    app = begun()
    hold_register()
    labelled(app.text_input, "Why?").set_value("They hear too late").run()
    assert "What you typed stays on this page." in errors(app)[0]
    app = press(app, "Add this why")
    assert "try again" in errors(app)[0] and whys() == {"Few parents come": 0}
    assert labelled(app.text_input, "Why?").value == "They hear too late"
