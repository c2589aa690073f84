"""The page Release: worked out, signed off and taken back by a senior leader."""

import pytest
from streamlit.testing.v1 import AppTest

from tests.disclosure.schools import school
from tests.release.served import serve
from ui.navigation import page_at
from warehouse import homes
from warehouse.read import current_release
from warehouse.settings import Home, get_settings


@pytest.fixture
def home(tmp_path, monkeypatch) -> Home:
    home = Home(tmp_path / "school")
    homes.claim(home, homes.OWN)
    serve(home, [one for one in school(22) if one.pupil_id < 45])
    monkeypatch.setenv("VILLAGE_HOME", str(home.root))
    monkeypatch.delenv("VILLAGE_GOVERNORS_READ", raising=False)
    get_settings.cache_clear()
    yield home
    get_settings.cache_clear()


def opened(page: str, role: str) -> AppTest:
    app = AppTest.from_file(str(page_at(page).file), default_timeout=120)
    app.query_params["role"] = role
    return app.run()


def press(app: AppTest, label: str) -> AppTest:
    return next(button for button in app.button if button.label == label).click().run()


def test_a_leader_looks_signs_off_and_takes_back(home):
    app = press(opened("release", "slt"), "Work out what governors would see")
    table = app.dataframe[0].value
    assert table["Shown"].sum() > 0 and table["Too few people"].sum() > 0
    app = press(app, "Sign off and let governors read it")
    assert "needs the name" in app.error[0].value and current_release(home) is None
    app.text_input[0].set_value("Ada Head")
    app = press(app, "Sign off and let governors read it")
    assert "Signed off" in app.success[0].value
    assert current_release(home).released_by == "Ada Head"
    app.text_input[0].set_value("Ada Head")
    app = press(app, "Take it back")
    assert current_release(home) is None
