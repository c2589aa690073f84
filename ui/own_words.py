"""How a school puts its own words over the catalogue's: what to do, the list to start from, and what was left aside."""

import streamlit as st

from ui.data import home, mart
from warehouse.exporting import csv_for_people
from warehouse.read import own_wording

FILE_NAME = "wording.csv"


def show() -> None:
    """Draw the card for those who work in the school."""
    items = mart("rpt_framework_items")
    wording = own_wording(home())
    for sentence in (*wording.problems, *wording.unknown(set(items["item_id"]))):
        st.warning(sentence)
    with st.expander("Say it in your own words"):
        st.markdown(
            "Download the list, keep the rows you want to change, write your own label or text in them, and save "
            f"the file as `{FILE_NAME}` in the folder that holds this school's data. A blank cell keeps our words; "
            "take the file away and all of ours are back. Every page shows your words at its next look."
        )
        listed = items.select("item_id", "label", "text")
        st.download_button("Download the list", csv_for_people(listed), FILE_NAME, "text/csv", on_click="ignore")
        if wording.records:
            st.caption(f"Items in your own words: {len(wording.records)}.")
