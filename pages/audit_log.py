"""Who did what and when, and whether the log is whole."""

import streamlit as st

from ui import tables
from ui.access import audit_rows
from ui.cards import heading
from ui.shell import guard

guard("audit_log")
heading("Audit log", "Sign-ins, roles, uploads, releases, downloads, and pages about pupils that were opened.")
audit_rows.verdict()
found = audit_rows.rows()
if found.is_empty():
    st.info("Nothing has been recorded yet.")
else:
    if found.height == audit_rows.MOST_SHOWN:
        st.caption(f"The newest {found.height:,} rows; `python -m warehouse audit` lists all.")
    tables.table(audit_rows.choose(found), "Audit log")
