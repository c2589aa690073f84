"""What the tests of needs analysis share: opening a page, pressing a button, and entries made beforehand."""

from streamlit.testing.v1 import AppTest

from ui.navigation import page_at
from warehouse import homes
from warehouse.register import NewEntry, record_all
from warehouse.settings import Home, get_settings

PARTS = ("impact", "effort", "cost", "time", "resources", "risk")


def home() -> Home:
    return homes.active(get_settings())


def opened(url_path: str, role: str = "slt") -> AppTest:
    app = AppTest.from_file(str(page_at(url_path).file), default_timeout=60)
    app.query_params["role"] = role
    return app.run()


def labelled(kind, label: str):
    """The one widget of a kind whose label begins so."""
    return next(element for element in kind if element.label.startswith(label))


def press(app: AppTest, label: str) -> AppTest:
    return labelled(app.button, label).click().run()


def view(app: AppTest, name: str) -> AppTest:
    return labelled(app.radio, "Show").set_value(name).run()


def errors(app: AppTest) -> list[str]:
    return [element.value for element in app.error]


def told(app: AppTest) -> str:
    kinds = (app.text, app.markdown, app.caption, app.success, app.info)
    return "\n".join(str(element.value) for kind in kinds for element in kind)


def saved(kind: str, rows: list[dict], role: str = "slt") -> None:
    """Entries that somebody made before the page was opened."""
    client_id = f"{kind} {rows[0]}"
    record_all(home(), [NewEntry(kind, row) for row in rows], role=role, client_id=client_id)


def audited(ratings: dict[str, str], round_id: str = "round_1", closed_on: str | None = None) -> None:
    """A round with one rating a rater of statement 1.1: '<group> <number>' → rating."""
    saved("audit_round", [{"round_id": round_id, "label": round_id, "opened_on": "2026-01-05", "closed_on": closed_on}])
    shared = {"round_id": round_id, "statement_id": "audit_1_1"}
    rows = [
        {**shared, "rater_id": rater, "rater_group": rater.split()[0], "rating": rating}
        for rater, rating in ratings.items()
    ]
    saved("audit_rating", rows)


def weighed(**scores: tuple[int, int]) -> None:
    """Options of the matrix without an audit, each with (impact, ease in all parts) by one scorer."""
    saved("matrix_option", [{"option_id": name, "matrix_id": "matrix_own", "label": name} for name in scores])
    rows = [
        {"option_id": name, "scorer_id": "blue", "impact": impact, **dict.fromkeys(PARTS[1:], ease)}
        for name, (impact, ease) in scores.items()
    ]
    saved("matrix_score", rows)
