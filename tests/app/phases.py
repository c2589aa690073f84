"""What the tests of phases share: a page opened, a task of the desk chosen, a form's field, an entry made before."""

from streamlit.testing.v1 import AppTest

from ui.navigation import page_at
from warehouse import homes
from warehouse.register import record
from warehouse.settings import Home, get_settings

STEP = "phase_1_step_04"
UPDATE, ACTION, CARRY = "Bring a step up to date", "Add an action", "Carry an action over"


def opened(url_path: str, role: str = "slt", **address: str) -> AppTest:
    app = AppTest.from_file(str(page_at(url_path).file), default_timeout=60)
    for name, value in {"role": role, **address}.items():
        app.query_params[name] = value
    return app.run()


def desk(task: str, **address: str) -> AppTest:
    return opened("phase_desk", **address).radio(key="task_widget").set_value(task).run()


def home() -> Home:
    return homes.active(get_settings())


def said(app: AppTest) -> str:
    kinds = (app.subheader, app.text, app.caption, app.success, app.error, app.warning, app.markdown)
    return "\n".join(str(element.value) for kind in kinds for element in kind)


def field(app: AppTest, name: str):
    """The widget of a form's field, by the last word of its key."""
    kinds = (app.text_input, app.text_area, app.selectbox, app.date_input, app.radio)
    return next(each for kind in kinds for each in kind if each.key and each.key.split()[-1] == name)


def press(app: AppTest, label: str) -> AppTest:
    return next(button for button in app.button if button.label == label).click().run()


def errors(app: AppTest) -> list[str]:
    return [error.value for error in app.error]


def save(kind: str, **values) -> None:
    record(home(), kind, values, role="slt", client_id=f"{kind} {values}")
