"""The script Streamlit runs at every visit: menu, role, first start, then the page.

``guard`` is the first line of every page: a page that is opened by its address, even without this shell, checks the
role itself and says that demonstration data is fictional.
"""

from pathlib import Path

import streamlit as st

from ui import choices, first_start, recording, sidebar, standing, style
from ui.data import build, home
from ui.explore import views
from ui.messages import DEMO, NO_RELEASE, REFUSED
from ui.navigation import PAGES, START, Page, page_at
from ui.roles import current_role, role_switch
from ui.typing_kept import keep_typing
from warehouse import homes

# Own files: a Material icon as the page's icon would be fetched from the network by the browser.
_ICON = Path(__file__).with_name("village.svg")
_WORDMARK = Path(__file__).with_name("wordmark.svg")


def guard(url_path: str) -> str:
    """The viewer's role, if it may open the page; otherwise one sentence, and the run ends here."""
    role, page = current_role(), page_at(url_path)
    if role not in page.roles:
        recording.page_opened(home(), role, url_path, "page_refused")
        st.title(page.title, anchor=False)
        st.warning(REFUSED, icon=":material/lock:")
        st.stop()
    recording.page_opened(home(), role, url_path, "page_viewed" if page.shows_pupils_to(role) else None)
    if homes.kind(home()) == homes.DEMO:
        st.info(DEMO, icon=":material/theater_comedy:")
    if role == "governor" and build() is None:
        st.info(NO_RELEASE, icon=":material/hourglass_empty:")
    return role


def main() -> None:
    """Draw what every page has and run the one that was asked for."""
    st.set_page_config(page_title="Village", page_icon=_ICON, layout="wide")
    st.logo(_WORDMARK, size="large", icon_image=_ICON)
    role = current_role()
    chosen = st.navigation(_menu(role), expanded=True)
    if not chosen.url_path:
        st.switch_page(START.file, query_params=choices.as_query())
    choices.show_in_address()
    style.apply()
    keep_typing()
    role_switch(role)
    standing.keep_asking(role)
    if role in page_at(chosen.url_path).roles:
        first_start.ensure()
        views.in_sidebar(chosen.url_path)
    sidebar.foot()
    chosen.run()


def _menu(role: str) -> dict[str, list]:
    """All pages are registered, so that each address answers; only those the role may open are in the menu."""
    menu: dict[str, list] = {"": [st.Page(_start, title="Start", url_path="start", default=True, visibility="hidden")]}
    for page in PAGES:
        menu.setdefault(page.section, []).append(_entry(page, role))
    return menu


def _entry(page: Page, role: str):
    visibility = "visible" if role in page.roles else "hidden"
    return st.Page(page.file, title=page.title, icon=page.icon, url_path=page.url_path, visibility=visibility)


def _start() -> None:
    """The bare address has no page of its own; main sends it to the first row of PAGES."""


if __name__ == "__main__":
    main()
