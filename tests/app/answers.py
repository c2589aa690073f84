"""What the tests of living answers share: one question opened for a term, its fields, and what was saved."""

from html import unescape

from streamlit.testing.v1 import AppTest

from ui.navigation import page_at
from warehouse import homes
from warehouse.register import latest, record_answer
from warehouse.settings import Home, get_settings

QUESTION, TERM = "kq_05", "2025/26 summer"
SUBJECT = f"{QUESTION}|{TERM}"


def home() -> Home:
    return homes.active(get_settings())


def opened(role: str = "slt", question: str = QUESTION) -> AppTest:
    app = AppTest.from_file(str(page_at("key_questions").file), default_timeout=60)
    for name, value in {"role": role, "question": question, "term": TERM}.items():
        app.query_params[name] = value
    return app.run()


def field(app: AppTest, name: str):
    kinds = (app.radio, app.text_area, app.multiselect)
    return next(element for kind in kinds for element in kind if element.key == f"answer {SUBJECT} {name}")


def press(app: AppTest, label: str) -> AppTest:
    return next(button for button in app.button if button.label == label).click().run()


def texts(app: AppTest) -> str:
    kinds = (app.subheader, app.text, app.markdown, app.caption, app.error, app.success, app.info)
    own = [unescape(element.proto.body) for element in app.get("html")]
    return "\n".join([*(str(element.value) for kind in kinds for element in kind), *own])


def saved() -> dict:
    return latest(home(), "answer", key_question_id=QUESTION, cycle_id=TERM)


def judge(app: AppTest, judgement: str, answer: str, state: str = "Submit", **others) -> AppTest:
    for name, value in {"judgement": judgement, "answer": answer, **others}.items():
        field(app, name).set_value(value)
    return press(app, state)


def theirs(**fields_of_the_answer) -> None:
    words = {"judgement": "not_yet", "answer": "The other leader's view.", "state": "submitted"} | fields_of_the_answer
    record_answer(home(), QUESTION, TERM, **words, role="slt", client_id="other")
