"""Text is sent to the server while it is typed, so that a closed tab loses no more than the last moment.

A text area of Streamlit sends its text when it is left or on Ctrl+Enter. In every container whose key begins with
KEEPS, a pause in typing or a tab that goes out of sight counts as Ctrl+Enter; what the page does with the text
(a draft) is its own affair. Text areas of an ``st.form`` do not belong in such a container: Ctrl+Enter submits a form.
"""

import streamlit as st

KEEPS = "keep_typing"
PAUSE_MILLISECONDS = 500

_SCRIPT = """
export default function () {
  const waiting = new Map();
  const send = (area) => {
    clearTimeout(waiting.get(area));
    waiting.delete(area);
    area.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", code: "Enter", ctrlKey: true, bubbles: true }));
  };
  const typed = (event) => {
    const area = event.target;
    if (event.isComposing || !area.matches('[class*="st-key-KEEPS"] textarea')) return;
    clearTimeout(waiting.get(area));
    waiting.set(area, setTimeout(() => send(area), PAUSE));
  };
  const sendAll = () => [...waiting.keys()].forEach(send);
  document.addEventListener("input", typed);
  document.addEventListener("visibilitychange", sendAll);
  window.addEventListener("pagehide", sendAll);
  return () => {
    sendAll();
    document.removeEventListener("input", typed);
    document.removeEventListener("visibilitychange", sendAll);
    window.removeEventListener("pagehide", sendAll);
  };
}
"""
_keeper = st.components.v2.component(
    "village_typing_kept", js=_SCRIPT.replace("KEEPS", KEEPS).replace("PAUSE", str(PAUSE_MILLISECONDS))
)


def keep_typing() -> None:
    """Keep what is typed on any page; the shell calls it once a run."""
    _keeper(key="village_typing_kept")
