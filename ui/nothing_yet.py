"""The empty page before the first build: why it is empty and, for those who may load data, where to begin."""

from ui.cards import empty
from ui.navigation import page_at


def nothing_yet(sentence: str, role: str) -> None:
    """Say ``sentence``; whoever may open the Upload page gets a link to it."""
    if role in page_at("upload").roles:
        empty(sentence, "Upload an export", "upload")
    else:
        empty(sentence)
