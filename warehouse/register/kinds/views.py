"""Looking back and looking again: a note on a date that charts over time show, and a view somebody kept."""

from warehouse.register.fields import Payload, identifier, items, needed_day, optional_words, words
from warehouse.register.kinds.spec import EVERYBODY, LEADERS, EntryKind


class Annotation(Payload):
    """What happened on a day, for charts over time. ``pages`` are addresses of pages; none means every page."""

    annotation_id: identifier("a note on a date")
    noted_on: needed_day("day it happened")
    text: words("note", "say in a few words what happened")
    pages: items("page that shows it") = ()


class SavedView(Payload):
    """A page with its choices under a name. ``query`` is the address after the question mark, without the role."""

    view_id: identifier("a view")
    name: words("name", "give the view a name")
    url_path: identifier("a page")
    query: optional_words("address") = None


KINDS = (
    EntryKind("annotation", "a note on a date", Annotation, key=("annotation_id",), writers=LEADERS),
    EntryKind("saved_view", "a saved view", SavedView, key=("view_id",), writers=EVERYBODY),
)
