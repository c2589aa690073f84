"""The ledger, the concerns and the reviews: closed with what was done, and without words that are not for governors."""

from datetime import date

from tests.app.phases import errors, field, opened, press, said, save


def test_the_ledger_puts_open_lines_first_and_closes_one_with_what_was_done_and_when(in_school):
    save("said_done", said_id="s1", said="We never know the dates.", said_by="parent")
    app = opened("accountability", "staff")
    app = press(app, "Close the line")
    assert errors(app) == ["Write what was done, then save again."]
    field(app, "done").set_value("Dates go out by text each half term.").run()
    field(app, "done_on").set_value(date(2026, 10, 2)).run()
    app = press(app, "Close the line")
    assert not errors(app)
    read = said(opened("accountability", "governor"))
    assert "We never know the dates." in read and "We did, 2 October 2026" in read and "0 open, 1 done." in read


def test_a_concern_is_counted_for_governors_and_its_words_are_not_shown_to_them(in_school):
    app = opened("accountability", "staff")
    assert "Never name a child or a family here" in said(app)
    field(app, "text").set_value("Letters come too late.").run()
    app = press(app, "Put it on record")
    assert "Give the day it was raised, then save again." in errors(app)
    field(app, "raised_on").set_value(date(2026, 10, 1)).run()
    app.selectbox(key="concern_add new raised_by").set_value("parent").run()
    app = press(app, "Put it on record")
    assert not errors(app)
    field(app, "closed_on").set_value(date(2026, 10, 9)).run()
    app = press(app, "Close the concern")
    assert errors(app) == ["A concern is closed with its outcome; write what came of it, then save again."]
    governor = opened("accountability", "governor")
    assert "1 open, 0 closed" in said(governor)
    assert not governor.dataframe and "Letters come too late." not in said(governor)


def test_a_review_that_is_overdue_is_said_to_everyone(in_school):
    save("review", review_id="r1", review_date=date(2025, 9, 1), done_on=date(2025, 9, 1))
    assert "is late by" in opened("accountability", "governor").warning[0].value
