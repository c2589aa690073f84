"""The little style that the theme cannot say: paper, narrow screens and keyboard focus."""

from html import escape

import streamlit as st

_CSS = """
<style>
[data-testid="stCaptionContainer"] { opacity: 0.8; }
.stTabs [role="tab"][aria-selected="true"] { color: inherit; font-weight: 600; }
:focus-visible { outline: 3px solid currentColor; outline-offset: 2px; }
.village-said { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); margin: 0; }
.st-key-filters > div { min-width: min(11rem, 100%); }
.st-key-groups > div { min-width: min(15rem, 100%); }
.village-on-paper { display: none; }
.village-words { margin: 0 0 0.75rem; overflow-wrap: anywhere; }
.village-notes { font-size: 0.875rem; opacity: 0.8; margin: 0; }
/* A figure's words are one piece of the page; the small print stands below the chart and above what is opened. */
[class*="st-key-figure_"] > .stElementContainer:first-child,
[class*="st-key-figure_"] > .stElementContainer:first-child > .stHtml { display: contents; }
.village-below { order: 1; }
[class*="st-key-table_of_"] { order: 2; }
.stHtml h3 { font-size: 1.25rem; font-weight: 600; line-height: 1.2; margin: 0.75rem 0; }
[class*="st-key-figure_"] h3 { margin: 0; }
.village-cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(16rem, 100%), 1fr)); gap: 1rem; }
.village-card, .village-box, .village-table :is(th, td) {
  border: 1px solid color-mix(in srgb, currentColor 25%, transparent);
}
.village-card, .village-box { border-radius: 0.4rem; padding: 1rem; }
.village-card p { font-size: 0.875rem; opacity: 0.8; margin: 0.25rem 0 0; }
.village-card .village-figure { font-size: 1.75rem; opacity: 1; margin: 0.25rem 0 0.5rem; }
.village-card summary { cursor: pointer; }
.village-scroll { overflow-x: auto; }
.village-table { width: 100%; border-collapse: collapse; font-size: 0.875rem; }
.village-table :is(th, td) { padding: 0.25rem 0.5rem; text-align: left; vertical-align: top; }
/* A chart has a download with title, n and source below it; these give bare pictures and rows as they are drawn. */
[data-testid="stElementToolbarButton"]:has([aria-label="Show data"], [aria-label="Download as PNG"],
  [aria-label="Copy Vega-Lite spec"]) { display: none; }
@media (max-width: 640px) {
  .stMainBlockContainer { padding-left: 1rem; padding-right: 1rem; }
  h1, h2, h3 { overflow-wrap: anywhere; }
}
@media print {
  [data-testid="stSidebar"], [data-testid="stHeader"], [data-testid="stToolbar"],
  .stButton, .stFileUploader, [class*="st-key-form_"], [role="tablist"], .stPageLink,
  .stSelectbox, .stDownloadButton, .st-key-filters, .stPopover, .stAlert,
  .stExpander:not(:has(details[open])) { display: none !important; }
  .village-on-paper { display: block; font-weight: 600; }
  body, .stApp { background: white !important; color: black !important; }
  .stMain, .stAppViewContainer, .stApp { position: static !important; overflow: visible !important; }
  .stMain, .stAppViewContainer, .stApp { height: auto !important; }

  .stMainBlockContainer { padding: 0 !important; max-width: none !important; }
  [data-testid="stVerticalBlockBorderWrapper"], .stVegaLiteChart { break-inside: avoid; }
}
</style>
"""


def apply() -> None:
    """Add the style to the page."""
    st.html(_CSS)


def titled(text: str) -> str:
    """A heading of a part of the page as HTML; nothing for an empty one."""
    return f"<h3>{escape(text)}</h3>" if text else ""


def paragraphs(*lines: str, kind: str = "words") -> str:
    """Lines as HTML of the class ``village-{kind}`` (words, notes, said), one paragraph each; empty ones left out."""
    return "".join(f'<p class="village-{kind}">{escape(line)}</p>' for line in lines if line)
