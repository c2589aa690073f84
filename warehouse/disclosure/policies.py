"""POLICIES: what of each published table may be in the governors' release, and why that is safe.

A table that is not here cannot be released. Each row says how every column of its table is treated; a column that is
missing, or named twice, or a rate of an indicator nobody declared, is an error when the program starts.
"""

from dataclasses import dataclass

from warehouse.read.marts import GOVERNOR, MARTS

FEWEST_PEOPLE = 5  # the threshold of the department for education and of most public bodies for counts of children
FEWEST_ANSWERS = 10  # people who answered a survey
WIDTH = 5  # how wide the range of possible values of a secret count must stay
SHARE_OF_COUNT = 0.2  # of a small group's sessions, messages or answers, whose count is large: as a share of it


@dataclass(frozen=True)
class Rate:
    """What an indicator counts. ``numerator`` and ``denominator`` name counts: the same name is the same count.

    ``of_people``: both count pupils, households or respondents, so the numbers themselves must be large enough; else
    they count sessions, messages or answers and the people behind them must be many enough. ``over_time``: how a year
    comes of its terms: 'sum'; 'union' (somebody counts once, however many terms they were counted in); 'apart'.
    """

    indicator_id: str
    numerator: str
    denominator: str
    of_people: bool
    over_time: str
    least: int = FEWEST_PEOPLE

    def __post_init__(self) -> None:
        if self.over_time not in ("sum", "union", "apart"):
            raise ValueError(f"RATES: {self.indicator_id} does not say how a year comes of its terms")


RATES = (
    Rate("attendance_rate", "attended", "possible", False, "sum"),
    Rate("absence_rate", "absent", "possible", False, "sum"),
    Rate("unauthorised_absence_rate", "unauthorised", "possible", False, "sum"),
    Rate("late_rate", "late", "possible", False, "sum"),
    Rate("persistent_absence_rate", "persistent", "judged", True, "apart"),
    Rate("severe_absence_rate", "severe", "judged", True, "apart"),
    Rate("two_way_reach_rate", "reached", "on_roll", True, "union"),
    Rate("positive_contact_rate", "told_good_news", "on_roll", True, "union"),
    Rate("ever_attended_rate", "came", "invited", True, "union"),
    Rate("turnout_rate", "taken_up", "invitations", False, "sum"),
    Rate("reply_rate", "replied", "messages", False, "sum"),
    Rate("response_rate", "responses", "asked", True, "sum"),
    Rate("favourable_rate__", "favourable", "answers", False, "sum", FEWEST_ANSWERS),  # one for each scale
)

# Counts within one group and period: terms that add up to a known number, and counts that are part of another.
ADD_UP = (("attended", 1), ("absent", 1), ("possible", -1)), (("asked", 1), ("on_roll", -1))
PART_OF = (
    ("unauthorised", "absent"),
    ("late", "possible"),
    ("severe", "persistent"),
    ("came", "taken_up"),
    ("invited", "invitations"),
)
NESTED = (("severe", "persistent"),)  # people both: those counted in the second and not in the first are few or enough


@dataclass(frozen=True)
class Policy:
    """How the columns of one table are treated.

    ``keys`` say what a row is about; ``counts`` are numerator, denominator; ``derived`` come of the counts and are held
    back with them; ``harmless`` say nothing of anybody; ``dropped`` are never released. ``rule`` names what decides:
    'cells' (solved together with all other cells), 'copies' (rows that repeat cells), 'sides' (both sides have
    FEWEST_ANSWERS people), 'open' (no figure of anybody). ``because`` says why that is enough.
    """

    table: str
    rule: str
    because: str
    keys: tuple[str, ...] = ()
    counts: tuple[str, ...] = ()
    derived: tuple[str, ...] = ()
    harmless: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        mart = MARTS.get(self.table)
        if mart is None or GOVERNOR not in mart.roles:
            raise ValueError(f"POLICIES: {self.table} is no table that governors may read")
        if self.rule not in RULES:
            raise ValueError(f"POLICIES: {self.table} has no rule called {self.rule}")
        named = [*self.keys, *self.counts, *self.derived, *self.harmless, *self.dropped]
        twice = sorted({column for column in named if named.count(column) > 1})
        astray = sorted(set(named) ^ set(mart.columns)) if self.rule != "open" else sorted(set(named))
        if twice or astray:
            raise ValueError(f"POLICIES: {self.table} does not fit its table at {', '.join(twice + astray)}")
        if self.rule == "cells" and len(self.counts) != 2:
            raise ValueError(f"POLICIES: {self.table} needs a numerator and a denominator")

    @property
    def withheld(self) -> tuple[str, ...]:
        """What a row that is held back does not show."""
        return (*self.counts, *self.derived)


RULES = ("cells", "copies", "sides", "open")


def _policy(table: str, rule: str, because: str, **columns: str) -> Policy:
    return Policy(table, rule, because, **{name: tuple(text.split()) for name, text in columns.items()})


_GROUP = "period_type period_id group_type group_value"
_RANGE = "interval_low interval_high"
_CATALOGUE = "It repeats the catalogue or published research."
_PATH = "How figures come about, and the days on which exports came; nothing of anybody."
_WORK = "It holds dates and states of the school's work and nothing of a pupil or family."

POLICIES = {
    policy.table: policy
    for policy in (
        _policy(
            "rpt_indicators",
            "cells",
            "Whole terms and school years, one way of grouping at a time; no weeks and half terms, in which few move.",
            keys=f"indicator_id {_GROUP} period_start school_id is_reportable",
            counts="numerator denominator",
            derived=f"value {_RANGE}",
        ),
        _policy(
            "rpt_barriers",
            "cells",
            "Whole terms; a year asks some people twice. How many named a barrier only in words is never released.",
            keys=f"barrier_id barrier_group respondent_role {_GROUP} is_reportable",
            counts="reported respondents",
            derived=f"share {_RANGE}",
            harmless="published_share published_source",
            dropped="only_in_comments",
        ),
        _policy(
            "fct_barrier_differences",
            "copies",
            "A row is shown where both of its sides stand in rpt_barriers as they are here.",
            keys=f"comparison barrier_id respondent_role {_GROUP} other_period_id is_reportable",
            counts="reported respondents other_reported other_respondents",
            derived=f"difference {_RANGE} is_clear",
        ),
        _policy(
            "rpt_judged_evidence",
            "copies",
            "A figure, then or now, is shown where rpt_indicators shows the very same.",
            keys="key_question_id cycle_id position indicator_id is_kept then_period_id now_period_id is_reportable",
            counts="then_numerator then_denominator now_numerator now_denominator",
            derived="then_value then_interval_low then_interval_high now_value now_interval_low now_interval_high "
            "drift",
        ),
        _policy(
            "rpt_key_questions",
            "copies",
            "Whether the first figure of a question has moved is said where that figure is shown.",
            keys="key_question_id cycle_id judgement judged_by_role judged_at evidence_sources evidence_newest "
            "evidence_sufficiency",
            derived="drift",
        ),
        _policy(
            "rpt_attention",
            "copies",
            "A matter is brought up where the figures it rests on are shown.",
            keys="position reason_code subject_type subject_id group_type group_value period_type period_id others",
            derived=f"value previous_value {_RANGE} people",
        ),
        _policy(
            "rpt_impact",
            "sides",
            "The action as a whole, both sides with enough families; figures to a tenth of a point.",
            keys="school_id action_id academic_year message_kind outcome start_date is_random verdict_id is_reportable",
            counts="reached_families reached_pupils others_families others_pupils",
            derived="reached_before reached_after others_before others_after effect interval_low interval_high "
            "smallest_detectable pre_trend pre_trend_low pre_trend_high pre_level verdict warnings",
            harmless="published_low published_high",
        ),
        _policy(
            "rpt_associations",
            "sides",
            "Both sides have enough families; figures to a tenth of a point.",
            keys="school_id academic_year factor_type factor_id outcome_id verdict_id is_reportable",
            counts="families_with families_without",
            derived="mean_with mean_without difference interval_low interval_high corrected_p verdict",
        ),
        _policy(
            "rpt_scale_reliability",
            "sides",
            "Enough people answered; figures to two places, from which no answer can be worked out.",
            keys="school_id term_id respondent_role scale_id items is_reportable",
            counts="complete_respondents respondents",
            derived="alpha alpha_low alpha_high mean mean_low mean_high",
        ),
        _policy(
            "rpt_event_head_counts",
            "sides",
            "Heads, nobody named, enough who came and who stayed away; what an event was called is somebody's typing.",
            keys="school_id site event_kind event_date is_reportable",
            counts="invited attended",
            dropped="event_name",
        ),
        _policy(
            "rpt_attendance_codes",
            "sides",
            "The whole school's codes of ten pupils or more, as whole per cents of hundreds of sessions, where all "
            "counts of sessions of the period are shown: what codes add up to is known then.",
            keys=f"school_id {_GROUP} category code meaning is_reportable",
            derived="share",
            dropped="sessions possible_sessions pupils",
        ),
        _policy(
            "rpt_attendance_journeys",
            "sides",
            "Bands of the whole school with enough pupils in them and outside them, and not of how many.",
            keys="school_id measure band group_type group_value is_reportable",
            counts="pupils",
            dropped=f"of_pupils {_RANGE}",
        ),
        _policy(
            "rpt_reach_funnel",
            "copies",
            "A step is shown where rpt_indicators shows both of its counts; who was contacted at all is not.",
            keys=f"school_id {_GROUP} period_start step is_reportable",
            counts="households of_households",
            derived=f"share {_RANGE}",
        ),
        _policy(
            "rpt_evidence_checks",
            "copies",
            "Whether a rule is met is said; how many people stand behind the smallest figure is not.",
            keys="key_question_id cycle_id threshold_id is_met",
            derived="found",
        ),
        _policy(
            "rpt_freshness",
            "copies",
            "Numbers of rows grow with single pupils and are never released.",
            keys="feed uploads newest_date",
            dropped="row_count",
        ),
        _policy(
            "dim_periods",
            "copies",
            "A period has data where the release shows some.",
            keys="period_type period_id period_start period_end academic_year has_data",
        ),
        *(
            _policy(table, "open", because)
            for because, tables in (
                (
                    _CATALOGUE,
                    "rpt_question_evidence rpt_thresholds rpt_benchmarks rpt_published_figures rpt_published_effects "
                    "rpt_framework_items rpt_crosswalk dim_key_questions dim_indicators dim_barriers",
                ),
                (_PATH, "rpt_lineage rpt_feed_uploads"),
                (_WORK, "brg_barrier_actions rpt_judgements rpt_phase_progress rpt_phase_steps dim_surveys"),
            )
            for table in tables.split()
        ),
    )
}


def rate_of(indicator_id: str) -> Rate | None:
    """The rate an indicator is declared as; None for one that nobody declared, which is then held back."""
    return next(
        (
            rate
            for rate in RATES
            if indicator_id == rate.indicator_id
            or (rate.indicator_id.endswith("__") and indicator_id.startswith(rate.indicator_id))
        ),
        None,
    )


def _check() -> None:
    """Every table that governors may read is declared, and every relation names counts that some rate has."""
    undeclared = sorted(name for name, mart in MARTS.items() if GOVERNOR in mart.roles and name not in POLICIES)
    if undeclared:
        raise ValueError(f"POLICIES: no policy for {', '.join(undeclared)}")
    counts = {name for rate in RATES for name in (rate.numerator, rate.denominator)}
    named = {name for terms in ADD_UP for name, _ in terms} | {name for pair in PART_OF + NESTED for name in pair}
    if named - counts:
        raise ValueError(f"POLICIES: no rate counts {', '.join(sorted(named - counts))}")


_check()
