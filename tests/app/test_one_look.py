"""What one run of a page draws is of one build, whatever is published while it draws."""

from streamlit.testing.v1 import AppTest


def page() -> None:
    """Says which build it reads, before another is published, after, and in the next part of the page."""
    import json

    import streamlit as st

    from ui.data import build, home, one_look
    from warehouse.files import write_atomically

    def publish_another() -> None:
        pointer = home().pointer
        said = json.loads(pointer.read_text("utf-8"))
        write_atomically(pointer, json.dumps(said | {"build_id": said["build_id"] + "-next"}).encode())

    @one_look
    def body() -> None:
        st.text(build().build_id)
        publish_another()
        st.text(build().build_id)

    body()
    st.text(build().build_id)


def test_a_build_published_meanwhile_is_seen_by_the_next_look_and_not_by_this_one(in_school):
    app = AppTest.from_function(page, default_timeout=60).run()
    assert not app.exception
    before, meanwhile, after = (element.value for element in app.text)
    assert meanwhile == before and after == f"{before}-next"
