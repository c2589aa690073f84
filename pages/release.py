"""Release: what governors read, what a new release would show and hold back, signing it off, taking one back."""

import streamlit as st

from ui.cards import empty, heading
from ui.data import build
from ui.releasing import desk
from ui.shell import guard

guard("release")
heading("Release to governors", "Governors read a frozen copy of the figures in which nobody can be found out.")
desk.standing()
if build() is None:
    empty("Nothing has been loaded yet, so there is nothing to release.", "Upload an export", "upload")
else:
    st.subheader("A new release", anchor=False)
    draft = desk.drafted()
    if draft is None:
        st.button("Work out what governors would see", icon=":material/search_check:", on_click=desk.start)
    else:
        desk.show(draft)
        desk.sign(draft)
desk.earlier()
