"""Draws the answers of each survey wave: one response maps question ids to an answer or to a list of options."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from random import Random

from seeds.generator.chance import quota, stream
from seeds.generator.people import Pupil
from seeds.generator.question_bank import NONE_OF_THESE, Question, demo_questions, offered_barriers, options_of
from seeds.generator.school_calendar import SCHOOL_DAYS, year_of
from seeds.generator.survey_plan import BARRIERS, COMMENTS, EASTSIDE, LEVELS, PUPIL_HELPS, WAVES, Wave

CONTENT = 0.1  # share of respondents who tick nothing, or "None of these"
BLANK = 0.03  # share of rated items left blank
STAFF_AT_WESTSIDE = 0.56  # share of staff
SEND_ANSWERS = {"None": "No", "SEN support": "Yes, SEN support", "EHC plan": "Yes, an education, health and care plan"}


@dataclass(frozen=True)
class Respondent:
    """What the form asks about a respondent; staff have a site alone."""

    site: str
    year_group: str = ""
    pupil_premium: str = ""
    send: str = ""


@dataclass
class Response:
    """One filled-in form. `answers` maps a question id to a text, or to a list of texts where several may be ticked."""

    submitted_at: datetime
    respondent: Respondent
    answers: dict[str, str | list[str]]


def make_responses(role: str, wave: Wave, pupils: list[Pupil]) -> list[Response]:
    """All responses of `role` (parent, staff, pupil) to a wave, in the order in which they were sent."""
    rng = stream(f"{role} {wave.term}")
    respondents = _respondents(rng, role, wave, pupils)
    moments = sorted(_moment(rng, wave) for _ in respondents)
    responses = [Response(at, respondent, {}) for at, respondent in zip(moments, respondents, strict=True)]
    for response in responses:
        mood = rng.gauss(0, 0.5)
        for question in demo_questions(role):
            response.answers[question.question_id] = _answer(rng, question, response.respondent, wave, mood)
    _tick(rng, role, wave, responses)
    return responses


def _respondents(rng: Random, role: str, wave: Wave, pupils: list[Pupil]) -> list[Respondent]:
    if role == "staff":
        at_westside = round(wave.staff * STAFF_AT_WESTSIDE)
        sites = ["Westside"] * at_westside + ["Eastside"] * (wave.staff - at_westside)
        return [Respondent(site) for site in rng.sample(sites, wave.staff)]
    year = year_of(wave.opens)
    here = [pupil for pupil in pupils if pupil.is_on_roll(wave.opens)]
    asked = wave.parents if role == "parent" else wave.pupils
    chosen = rng.sample(here, min(asked, len(here)))
    return [
        Respondent(
            pupil.site,
            f"Year {pupil.year_group(year)}",
            "Yes" if pupil.is_pupil_premium else "No",
            SEND_ANSWERS[pupil.sen_status],
        )
        for pupil in chosen
    ]


def _moment(rng: Random, wave: Wave) -> datetime:
    days = [day for _, day in SCHOOL_DAYS if day >= wave.opens][:12]
    return datetime.combine(rng.choice(days), time(8)) + timedelta(seconds=rng.randrange(14 * 3600))


def _answer(rng: Random, question: Question, who: Respondent, wave: Wave, mood: float) -> str | list[str]:
    background = {"site": who.site, "year_group": who.year_group, "pupil_premium": who.pupil_premium, "send": who.send}
    if question.answer_kind == "likert":
        return "" if rng.random() < BLANK else _rating(rng, question, who, wave, mood)
    if question.answer_kind == "free_text":
        return rng.choice(COMMENTS[question.question_id]) if rng.random() < 0.4 else ""
    if question.answer_kind == "multi_choice":
        return []
    is_private = rng.random() < 0.06 and "Prefer not to say" in options_of(question.option_set)
    return "Prefer not to say" if is_private else background[question.question_id.removeprefix("background_")]


def _rating(rng: Random, question: Question, who: Respondent, wave: Wave, mood: float) -> str:
    start, step = LEVELS[question.question_id]
    gap = EASTSIDE.get(question.question_id[:-3], 0.0) if who.site == "Eastside" else 0.0
    value = min(5, max(1, round(start + step * WAVES.index(wave) + gap + mood + rng.gauss(0, 0.85))))
    texts = {int(points): text for text, points in options_of(question.option_set).items()}
    return texts[6 - value if question.is_reversed else value]


def _tick(rng: Random, role: str, wave: Wave, responses: list[Response]) -> None:
    """Fills in the question with several ticks: shares are held at each site, so that small waves show the plan."""
    question = next(q for q in demo_questions(role) if q.answer_kind == "multi_choice")
    for site in ("Westside", "Eastside"):
        here = [response for response in responses if response.respondent.site == site]
        content = quota(rng, here, CONTENT)
        ticking = [response for response in here if response not in content]
        for text, share in _planned_shares(role, question, wave, site):
            for response in quota(rng, ticking, share / (1 - CONTENT)):
                response.answers[question.question_id].append(text)
    for response in responses:
        if not response.answers[question.question_id] and rng.random() < 0.7:
            response.answers[question.question_id].append(NONE_OF_THESE)


def _planned_shares(role: str, question: Question, wave: Wave, site: str) -> list[tuple[str, float]]:
    """Option text and share of respondents who tick it, in the order of the form."""
    if role == "pupil":
        return list(zip(list(options_of(question.option_set))[:-1], PUPIL_HELPS, strict=True))
    shares = []
    for barrier_id, text in offered_barriers(question.option_set).items():
        westside, eastside, staff, step = BARRIERS[barrier_id]
        parent = (westside if site == "Westside" else eastside) + step * WAVES.index(wave)
        shares.append((text, staff if role == "staff" else parent))
    return shares
