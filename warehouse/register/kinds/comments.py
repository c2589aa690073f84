"""Comments of a survey in which the dictionary reads a barrier: whether a person agrees. No word of them is here."""

from warehouse.register.fields import Payload, choice, identifier
from warehouse.register.kinds.spec import EntryKind

VERDICTS = ("confirmed", "rejected")


class CodedAnswer(Payload):
    """What a person decided of one comment and one barrier; ``coding_id`` is that of fct_comment_barriers."""

    coding_id: identifier("a comment")
    verdict: choice("Say whether the comment names the barrier or does not.", VERDICTS)


KINDS = (EntryKind("coded_answer", "what a comment names", CodedAnswer, key=("coding_id",)),)
