"""PAGES: one row a page. A new page is one file in pages/ and one row here."""

from ui.page import ADMINS, EVERYONE, LEADERS, SCHOOL, Page


def _names(listed: str) -> tuple[str, ...]:
    return tuple(listed.split())


PAGES = (
    Page(
        "pages/overview.py",
        "Overview",
        ":material/home:",
        "overview",
        "Look and judge",
        EVERYONE,
        _names(
            "rpt_attention rpt_indicators rpt_event_head_counts rpt_freshness rpt_phase_progress rpt_phase_steps "
            "rpt_published_figures rpt_question_evidence dim_indicators dim_periods dim_barriers "
            "dim_key_questions rpt_framework_items"
        ),
        "What to look at first, and how fresh the data is.",
    ),
    Page(
        "pages/key_questions.py",
        "Key questions",
        ":material/help_center:",
        "key_questions",
        "Look and judge",
        EVERYONE,
        _names(
            "dim_key_questions dim_indicators dim_periods dim_surveys rpt_key_questions rpt_judgements "
            "rpt_judged_evidence rpt_evidence_checks rpt_thresholds rpt_question_evidence rpt_indicators "
            "rpt_published_figures rpt_phase_steps rpt_impact rpt_barriers rpt_crosswalk rpt_framework_items "
            "dim_barriers"
        ),
        "The 21 key questions, each beside the evidence the data gives for it.",
    ),
    Page(
        "pages/one_figure.py",
        "One figure",
        ":material/query_stats:",
        "one_figure",
        "Look and judge",
        EVERYONE,
        _names("rpt_indicators rpt_published_figures rpt_lineage rpt_feed_uploads dim_indicators dim_periods"),
        "Any figure by itself: over time, by site and group, beside another term, and where it comes from.",
    ),
    Page(
        "pages/barriers.py",
        "Barriers",
        ":material/fence:",
        "barriers",
        "Look and judge",
        EVERYONE,
        _names(
            "dim_barriers dim_periods rpt_barriers fct_barrier_differences brg_barrier_actions rpt_associations "
            "rpt_phase_progress rpt_phase_steps rpt_framework_items rpt_crosswalk rpt_indicators"
        ),
        "What parents and staff say stands in the way, where they differ, and what is being done about it.",
    ),
    Page(
        "pages/attendance.py",
        "Attendance",
        ":material/event_available:",
        "attendance",
        "Look and judge",
        EVERYONE,
        _names(
            "rpt_attendance_codes rpt_attendance_journeys rpt_benchmarks rpt_indicators "
            "rpt_published_figures dim_indicators dim_periods"
        ),
        "How much of their schooling pupils get, what they miss it for, and when.",
        reads_at_school=("rpt_pupil_attendance", "rpt_attendance_days", "rpt_attendance_reconciliation"),
    ),
    Page(
        "pages/reach.py",
        "Reach",
        ":material/diversity_3:",
        "reach",
        "Look and judge",
        EVERYONE,
        ("rpt_reach_funnel", "rpt_event_head_counts", "rpt_indicators", "dim_barriers", "dim_periods"),
        "Which families are reached, from a first contact to an answered survey, and which are missed.",
        reads_at_school=("rpt_missed_families",),
    ),
    Page(
        "pages/impact.py",
        "Impact",
        ":material/experiment:",
        "impact",
        "Look and judge",
        EVERYONE,
        ("rpt_impact", "rpt_published_effects", "rpt_framework_items", "rpt_phase_steps"),
        "Whether what was done changed attendance, and whether this school could have seen it.",
    ),
    Page(
        "pages/phase_progress.py",
        "Phase progress",
        ":material/checklist:",
        "phase_progress",
        "Look and judge",
        EVERYONE,
        ("rpt_framework_items",),
        "The actions and steps of a phase: state, due dates, what is late, and the planning cycle.",
    ),
    Page(
        "pages/accountability.py",
        "You said, we did",
        ":material/forum:",
        "accountability",
        "Look and judge",
        EVERYONE,  # governors read the ledger, which names nobody, and of concerns the counts alone
        (),
        "What people said and what was done, concerns and their outcomes, and the yearly review.",
    ),
    Page(
        "pages/frameworks.py",
        "Frameworks",
        ":material/schema:",
        "frameworks",
        "Look and judge",
        EVERYONE,  # governors see figures, judgements and phase 1; what is typed stays with those who work here
        _names(
            "rpt_framework_items rpt_crosswalk rpt_question_evidence rpt_key_questions rpt_phase_progress "
            "rpt_indicators rpt_published_figures dim_key_questions dim_indicators dim_periods"
        ),
        "Any of the nine frameworks seen whole, with the evidence, answers and actions that reach each item.",
    ),
    Page(
        "pages/five_whys.py",
        "Five whys",
        ":material/account_tree:",
        "five_whys",
        "Needs analysis",
        SCHOOL,  # what people typed, and the group that asks is staff and senior leaders
        (),
        "From a problem, by asking why again and again, to the reasons behind it.",
    ),
    Page(
        "pages/audit.py",
        "Audit of practice",
        ":material/fact_check:",
        "audit",
        "Needs analysis",
        EVERYONE,  # governors rate too; they see sums of closed rounds, never words or small groups
        ("rpt_framework_items",),
        "26 statements rated by staff, parents and governors, and what must, should and could follow.",
    ),
    Page(
        "pages/priorities.py",
        "Priorities",
        ":material/low_priority:",
        "priorities",
        "Needs analysis",
        SCHOOL,  # options and challenges are what people typed
        ("rpt_framework_items",),
        "Options weighed by impact and ease, challenged, and made actions of a phase.",
    ),
    Page(
        "pages/ideas.py",
        "Idea bank",
        ":material/lightbulb:",
        "ideas",
        "Plan and do",
        EVERYONE,  # governors see how many ideas of each type are in hand, and no list
        ("rpt_framework_items", "rpt_crosswalk", "rpt_barriers", "dim_barriers", "dim_periods"),
        "The 132 ideas under the six types of involvement: what is picked, in a phase or tried, and what is left.",
    ),
    Page(
        "pages/phase_desk.py",
        "Run a phase",
        ":material/edit_calendar:",
        "phase_desk",
        "Plan and do",
        LEADERS,
        ("rpt_framework_items",),
        "Make a phase, fill it with actions and steps, move it on, carry over what is not done.",
    ),
    Page(
        "pages/release.py",
        "Release",
        ":material/lock_person:",
        "release",
        "Look and judge",
        LEADERS,
        ("dim_indicators",),
        "What governors would read, what is held back and why; sign it off, or take a release back.",
    ),
    Page(
        "pages/upload.py",
        "Upload",
        ":material/upload_file:",
        "upload",
        "Bring data in",
        SCHOOL,
        ("rpt_indicators", "dim_indicators"),
        "Drop an export, see what was recognised, load it and see what changed.",
        is_about_pupils=True,
    ),
    Page(
        "pages/comments.py",
        "Read comments",
        ":material/rate_review:",
        "comments",
        "Bring data in",
        SCHOOL,  # what parents, staff and pupils wrote, names left out
        ("fct_comment_barriers", "dim_barriers"),
        "Comments of surveys that may name a barrier: say whether they do.",
        is_about_pupils=True,
    ),
    Page(
        "pages/uploads.py",
        "Uploads",
        ":material/history:",
        "uploads",
        "Bring data in",
        SCHOOL,
        (),  # the manifest of the landing zone, which knows an upload before any build does
        "Every upload so far, what was set aside, and undo.",
        is_about_pupils=True,
    ),
    Page(
        "pages/people.py",
        "People",
        ":material/manage_accounts:",
        "people",
        "Look after Village",
        ADMINS,
        (),
        "Who may come in, and as what.",
    ),
    Page(
        "pages/audit_log.py",
        "Audit log",
        ":material/receipt_long:",
        "audit_log",
        "Look after Village",
        ADMINS,
        (),
        "Who did what and when, and whether the log is whole.",
    ),
)

START = PAGES[0]


def page_at(url_path: str) -> Page:
    """The row of PAGES with this address. Raises KeyError for an address that is no page."""
    return next(page for page in PAGES if page.url_path == url_path)
