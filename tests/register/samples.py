"""One good entry of each kind, and what has to be there before it: the ground the tests of kinds stand on."""

from datetime import date

STATEMENT = {"why_id": "w0", "tree_id": "t1", "statement": "Few parents come to reviews."}
PHASE = {"phase_id": "phase_2", "label": "Autumn", "start_date": date(2026, 9, 1), "end_date": date(2026, 12, 18)}
OPTION = {"option_id": "o1", "matrix_id": "m1", "label": "Offer reviews by phone", "source": "must"}
FIGURE = {"indicator_id": "turnout_rate", "period_id": "2025/26 spring", "numerator": 31.0, "denominator": 50.0}

BEFORE = [("why", STATEMENT), ("phase", PHASE), ("matrix_option", OPTION)]

GOOD = {
    "answer": {
        "key_question_id": "kq_05",
        "cycle_id": "2025/26 spring",
        "judgement": "developing",
        "answer": "Parents come to reviews.",
        "confidence": "medium",
        "next_must": ["Record turn-out at Eastside"],
        "next_could": ["Offer evenings"],
        "state": "submitted",
        "links": [{"kind": "indicator", "id": "turnout_rate", "label": "Turn-out"}, {"kind": "note", "id": "n1"}],
        "evidence": [FIGURE],
    },
    "why": {
        "why_id": "w1",
        "tree_id": "t1",
        "parent_why_id": "w0",
        "level": 1,
        "statement": "Reviews are in working hours.",
    },
    "audit_round": {"round_id": "r1", "label": "Spring", "opened_on": date(2026, 3, 1), "closed_on": date(2026, 3, 9)},
    "audit_rating": {
        "round_id": "r1",
        "statement_id": "audit_1_1",
        "rater_id": "p7",
        "rater_group": "parent",
        "rating": "not_yet",
        "notes": "Only at Westside.",
    },
    "audit_next": {"round_id": "r1", "theme_id": "audit_theme_1", "must": ["Name a contact"], "should": ["Ask"]},
    "matrix_option": OPTION | {"option_id": "o2", "idea_id": "idea_2_01"},
    "matrix_score": {
        "option_id": "o1",
        "scorer_id": "s1",
        "impact": 4,
        "effort": 3,
        "cost": 4,
        "time": 2,
        "resources": 3,
        "risk": 1,
    },
    "matrix_weights": {"matrix_id": "m1", "effort": 2.0, "cost": 0.0, "time": 1.0, "resources": 1.0, "risk": 0.5},
    "matrix_challenge": {"challenge_id": "c1", "option_id": "o1", "text": "Phones are shared.", "outcome": "kept"},
    "phase": PHASE | {"phase_id": "phase_3", "term": "2026/27 spring"},
    "action": {
        "action_id": "a1",
        "phase_id": "phase_2",
        "label": "Reviews by phone",
        "option_id": "o1",
        "owner_role": "Inclusion lead",
        "start_date": date(2026, 9, 1),
        "due_date": date(2026, 9, 1),
    },
    "step": {"step_id": "s1", "action_id": "phase_1_action_1", "label": "Write to parents", "position": 3},
    "step_update": {
        "step_id": "phase_1_step_01",
        "status": "done",
        "start_date": date(2026, 9, 1),
        "done_date": date(2026, 9, 2),
        "note": "By letter.",
    },
    "carry_over": {"action_id": "phase_1_action_2", "to_phase_id": "phase_2", "reason": "Eastside comes later."},
    "idea_pick": {"idea_id": "idea_1_01", "state": "tried", "phase_id": "phase_1", "result": "Six families came."},
    "coded_answer": {"coding_id": "9f2c61d0", "verdict": "confirmed"},
    "evidence_note": {"note_id": "n1", "about_kind": "answer", "about_id": "kq_05", "text": "Letter of 3 March."},
    "concern": {
        "concern_id": "k1",
        "text": "Texts arrive late.",
        "raised_by": "parent",
        "raised_on": date(2026, 3, 1),
        "outcome": "Sent earlier now.",
        "closed_on": date(2026, 3, 8),
    },
    "review": {"review_id": "2026", "review_date": date(2026, 7, 1), "done_on": date(2026, 6, 30)},
    "said_done": {"said_id": "l1", "said": "Ring before noon.", "said_by": "parent", "done": "We ring at eleven."},
    "annotation": {"annotation_id": "d1", "noted_on": date(2026, 3, 2), "text": "A bus.", "pages": ["overview"]},
    "saved_view": {"view_id": "v1", "name": "Westside", "url_path": "overview", "query": "site=Westside"},
    "sign_off": {"sign_off_id": "so1", "about_kind": "cycle", "about_id": "2025/26 spring", "text": "I stand for it."},
    "person": {"person": "head@school.example", "role": "slt"},
}
