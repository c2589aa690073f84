"""The tables beside the charts of a page, as somebody sees them who opens each."""

from streamlit.testing.v1 import AppTest

from ui.explore.away import OPEN


def with_tables(app: AppTest) -> AppTest:
    """The same page with the table of every figure open."""
    for name in list(app.session_state.keys()):
        if name.startswith(OPEN):
            app.session_state[name] = True
    return app.run()
