"""Which export a file is, by its headings: shapes with several proofs, then tables of the right fields, then one proof.

A shape is taken when all its signature headings are there and every required field of its feed is
found. In a table without a vendor's signature a heading may also be nearly that of a field. Headings
that say less end in a question or a refusal that names what was not found.
"""

from dataclasses import dataclass, field, replace

from warehouse.intake.feeds import Feed, feed_named, feeds_of
from warehouse.intake.joining import join_by_address
from warehouse.intake.likeness import likenesses, one_to_one
from warehouse.intake.results import Column, Options, Question
from warehouse.intake.shapes import (
    IGNORED,
    PERSONAL,
    QUESTION,
    USED,
    Rule,
    Shape,
    heading_key,
    not_feeds,
    personal_headings,
    shapes,
)
from warehouse.intake.wide_headings import spread_of

MOSTLY = 0.6
MANY_PROOFS = 3  # signature headings of which one may be misspelt
BY_HAND = "said by hand"
NOT_NEEDED = "not needed"
LOOKED_FOR = (
    "attendance (pupil, date, session, mark), contacts (date, channel, direction), events (event, date, who was "
    "invited), pupils (number, household or parent), behaviour (pupil, date, kind), attainment (pupil, date, subject, "
    "measure, result), published attendance, or survey answers"
)


@dataclass
class Match:
    """How a shape fits a file: the columns of each field, and what each column becomes.

    ``likely`` are headings that may be a missing field, the most alike first.
    """

    shape: Shape
    feed: Feed
    fields: dict[str, list[int]]
    columns: list[Column]
    supplied: dict[str, str]
    missing: list[str] = field(default_factory=list)
    spread: dict[int, Rule] = field(default_factory=dict)
    likely: dict[str, list[str]] = field(default_factory=dict)

    @property
    def is_signed(self) -> bool:
        keys = {heading_key(column.header) for column in self.columns}
        return bool(self.shape.signature) and self.shape.signature <= keys

    @property
    def found(self) -> int:
        """Fields of the feed found in the file, and columns whose heading is data; helpers count."""
        return len(self.fields) + len(self.spread)

    @property
    def given(self) -> set[str]:
        """Fields that spread columns hold: what stands in their cells and what their headings say."""
        if len(self.spread) < self.shape.at_least:
            return set()
        return {name for rule in self.spread.values() for name in (rule.field, *rule.gives)}


@dataclass
class Recognition:
    """What the headings say: a match, or a question, or a sentence why not; ``tried`` where nothing came near."""

    match: Match | None = None
    questions: list[Question] = field(default_factory=list)
    error: str | None = None
    why: str | None = None
    columns: list[Column] = field(default_factory=list)
    tried: list[Match] = field(default_factory=list)


def match_shape(shape: Shape, headings: list[str], options: Options) -> Match:
    """Fit one shape to the headings; ``options.mapping`` goes before the shape's own rules."""
    feed = feed_named(shape.feed)
    mapping, said = _said(feed, headings, options)
    fields: dict[str, list[int]] = {}
    spread: dict[int, Rule] = {}
    columns = []
    for index, header in enumerate(headings):
        rule = None if heading_key(header) in mapping else spread_of(shape, header)
        if rule:
            spread[index] = rule
            columns.append(Column(header, rule.field, USED, "its heading is part of the data"))
            continue
        column = _column(header, shape, feed, mapping, fields)
        columns.append(column)
        if column.treatment == USED and column.field:
            fields.setdefault(column.field, []).append(index)
    join_by_address(shape.feed, columns, fields)
    supplied = {name: value for name, value in shape.supplied.items() if name not in fields}
    match = Match(shape, feed, fields, columns, supplied | said, spread=spread)
    match.missing = missing_fields(match)
    return match


def _said(feed: Feed, headings: list[str], options: Options) -> tuple[dict[str, str], dict[str, str]]:
    """What a person said of fields: heading key to field, and field to the word that holds for every record."""
    mapping = {heading_key(header): name for header, name in options.mapping.items()}
    words = {}
    keys = {heading_key(header) for header in headings}
    for field_ in feed.fields:
        answer = options.answers.get(field_.name)
        if answer in field_.words:
            words[field_.name] = answer
        elif answer and heading_key(answer) in keys:
            mapping[heading_key(answer)] = field_.name
    return mapping, words


def _column(header: str, shape: Shape, feed: Feed, mapping: dict[str, str], fields: dict[str, list[int]]) -> Column:
    key = heading_key(header)
    rule = shape.rules.get(key)
    if key in mapping:
        name = mapping[key]
        known = any(f.name == name for f in feed.fields)
        return Column(header, name if known else None, USED if known else IGNORED, BY_HAND)
    is_free = rule and rule.field not in fields and rule.field not in mapping.values()
    if rule and rule.field and (is_free or rule.field == "response_id"):
        return Column(header, rule.field, USED, f"this heading is {feed.field(rule.field).says}")
    if (rule and rule.treatment == PERSONAL) or key in personal_headings():
        return Column(header, None, PERSONAL, "names, reaches or places a person")
    if not rule and feed.kind == "survey" and header.strip():
        return Column(header, None, QUESTION, "no known heading, so a question and its answers")
    return Column(header, None, IGNORED, NOT_NEEDED)


def missing_fields(match: Match) -> list[str]:
    """Names of required fields neither found nor supplied; the feed's any-of group as one entry."""
    there = match.fields.keys() | match.supplied.keys() | match.given | match.shape.above.keys()
    missing = [f.name for f in match.feed.required if f.name not in there]
    if sum(name in there for name in match.feed.any_of) < match.feed.at_least:
        missing.append(match.feed.any_of[0])
    return missing


def recognise(headings: list[str], options: Options) -> Recognition:
    """What export the headings are of. Surveys without a known form are left to the caller (match None, no error)."""
    keys = {heading_key(header) for header in headings}
    for known in not_feeds():
        if known.headings <= keys and not options.mapping:
            return Recognition(error=known.sentence, why="its headings are those of a known export that is no feed")
    allowed = {feed.name for feed in feeds_of(options.kind)}
    matches = [match_shape(shape, headings, options) for shape in shapes() if shape.feed in allowed]
    complete = [match for match in matches if not match.missing]
    strong = [m for m in complete if (m.is_signed and len(m.shape.signature) > 1) or _is_signed_but_one(m)]
    general = [m for m in complete if not m.shape.signature]
    weak = [m for m in complete if m.is_signed and len(m.shape.signature) == 1]
    if strong or general:
        return _choose(strong or general, options)
    likened = [_likened(m, options) for m in matches if not m.shape.signature or _is_signed_but_one(m)]
    like = [m for m in likened if not m.missing and (not m.shape.signature or _is_signed_but_one(m))]
    return _choose(like or weak, options) if like or weak else replace(_nearly(likened, options), tried=matches)


def _is_signed_but_one(match: Match) -> bool:
    """All signature headings but one, whose field was found otherwise (by hand, by likeness) or is still to find."""
    lost = match.shape.signature - {heading_key(column.header) for column in match.columns}
    if match.feed.kind == "survey" or len(lost) != 1 or len(match.shape.signature) < MANY_PROOFS:
        return False
    name = match.shape.rules[next(iter(lost))].field
    found = {c.field for c in match.columns if c.score is not None or c.why == BY_HAND}
    return name is not None and (name in match.missing or name in found)


def _likened(match: Match, options: Options) -> Match:
    """The match with headings that read like a field not found; what is only a little alike waits for a question."""
    unread = {i: c.header for i, c in enumerate(match.columns) if c.why == NOT_NEEDED and c.header.strip()}
    there = match.fields.keys() | match.given | options.answers.keys()
    wanted = [field_.name for field_ in match.feed.fields if field_.name not in there]
    found = likenesses(unread, match.feed, wanted)
    columns, fields, supplied = list(match.columns), dict(match.fields), dict(match.supplied)
    for one in one_to_one(found):
        treatment = USED if one.field else PERSONAL
        why = f"reads like '{one.alias}'"
        columns[one.index] = Column(columns[one.index].header, one.field, treatment, why, one.score)
        if one.field:
            fields[one.field] = [one.index]
            supplied.pop(one.field, None)
    likened = replace(match, fields=fields, columns=columns, supplied=supplied)
    likened.missing = missing_fields(likened)
    open_ = [one for one in found if columns[one.index].why == NOT_NEEDED]
    likened.likely = {name: [columns[o.index].header for o in open_ if o.field == name] for name in likened.missing}
    return likened


def _choose(candidates: list[Match], options: Options) -> Recognition:
    most = max(match.found for match in candidates)
    best = [match for match in candidates if match.found == most]
    if len({match.feed.name for match in best}) > 1:
        kinds = tuple(match.feed.name for match in best)
        return Recognition(
            questions=[Question("kind", "The headings fit more than one kind of export: which is it?", kinds)]
        )
    match = best[0]
    if not match.shape.signature and not options.kind and _is_mostly_unknown(match):
        text = f"The headings hold {match.shape.title}, but most columns are something else: which is it?"
        return Recognition(questions=[Question("kind", text, (match.feed.name, "survey"))])
    if not match.shape.signature:
        match = _likened(match, options)
    return Recognition(match=match, why=f"Its headings are those of {match.shape.title}.")


def _is_mostly_unknown(match: Match) -> bool:
    ignored = sum(column.treatment == IGNORED and bool(column.header.strip()) for column in match.columns)
    return ignored > MOSTLY * len(match.columns)


def _nearly(matches: list[Match], options: Options) -> Recognition:
    """A file that lacks one required field of a feed is asked about, or any number where its kind was said."""
    near = [match for match in matches if _is_near(match, options)]
    if not near:
        return Recognition()
    match = min(near, key=lambda m: (len(m.missing), -m.found))
    why = f"Its headings come close to {match.shape.title}."
    return Recognition(questions=_questions(match), why=why, columns=match.columns)


def likeness_warnings(match: Match) -> list[str]:
    """A sentence for each heading that was used because it reads like one of a field, so that a person looks."""
    return [
        f"The heading '{column.header}' {column.why} and was used as {match.feed.field(column.field).says}: "
        "look whether that is right."
        for column in match.columns
        if column.score is not None and column.field
    ]


def _is_near(match: Match, options: Options) -> bool:
    required = [f.name for f in match.feed.required]
    found = sum(name in match.fields for name in required)
    if options.kind:
        return found >= 1
    return (found >= 2 or _is_signed_but_one(match)) and len(match.missing) == 1


def _questions(match: Match) -> list[Question]:
    return [_question(match, name) for name in match.missing]


def _question(match: Match, name: str) -> Question:
    wanted = match.feed.field(name)
    if match.feed.name == "events" and name in match.feed.any_of:
        return Question(
            name,
            "The file lists events but has no attendee column: nothing says which parent or pupil was invited or came. "
            "Which heading is the pupil's or the parent's number?",
        )
    text = f"No heading was recognised as {wanted.says}. Which heading is it"
    likely = tuple(match.likely.get(name, ()))
    if wanted.words:
        return Question(name, f"{text}, or what is it for every record?", likely + wanted.words)
    others = [c.header for c in match.columns if c.why == NOT_NEEDED and c.header.strip()]
    # A name may stand for a number where a person says so: it is kept as a keyed hash.
    named = [c.header for c in match.columns if c.treatment == PERSONAL] if name.endswith("_id") else []
    return Question(name, f"{text}?", tuple(dict.fromkeys((*likely, *others, *named))))


def not_recognised(tried: list[Match]) -> str:
    """The refusal: what was looked for, what was found of the nearest feed, what was not."""
    matches = [match for match in tried if match.feed.kind != "survey"]
    near = max(matches, key=lambda m: m.found - len(m.missing), default=None)
    sentence = f"The file is none of the exports Village reads; looked for {LOOKED_FOR}"
    if near and near.found:
        found = ", ".join(near.feed.field(name).says for name in near.fields)
        missing = ", ".join(near.feed.field(name).says for name in near.missing)
        sentence += f"; nearest was {near.feed.name}: found {found}; not found {missing}"
    return sentence + ". Nothing was stored; choose one of those exports, or map its headings by hand."
