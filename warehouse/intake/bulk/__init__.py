"""Large lists of marks, streamed: each distinct text is decided once, records are codes, and nothing is held whole.

The small way (``clean``, ``finish``) and this one give the same rows, the same records set aside and the
same counts; the rules themselves are asked of the small way, for the distinct values.
"""

from warehouse.intake.bulk.coding import Coded
from warehouse.intake.bulk.examining import code_marks, date_texts_of, judge_marks, recognise_stream
from warehouse.intake.bulk.stream import MarkStream

__all__ = ["Coded", "MarkStream", "code_marks", "date_texts_of", "judge_marks", "recognise_stream"]
