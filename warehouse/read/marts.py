"""MARTS: every published table, its columns, its order and the roles that may read it.

What is not here cannot be read. ``withheld``: figures that governors do not see in a row of a small group.
"""

from warehouse.read.mart import ADMIN, EVERYONE, GOVERNOR, NOT_GOVERNORS, SLT, STAFF, Mart
from warehouse.read.mart import described as _mart

__all__ = ["ADMIN", "EVERYONE", "GOVERNOR", "MARTS", "NOT_GOVERNORS", "SLT", "STAFF", "Mart"]

MARTS = {
    mart.name: mart
    for mart in (
        _mart(
            "rpt_indicators",
            "indicator_id period_type period_id period_start school_id group_type group_value numerator denominator "
            "value interval_low interval_high is_reportable",
            "indicator_id period_type period_start school_id group_type group_value",
            EVERYONE,
            "numerator denominator value interval_low interval_high",
        ),
        _mart(
            "fct_indicators",
            "indicator_id period_type period_id school_id group_type group_value people",
            "indicator_id period_type period_id school_id group_type group_value",
            NOT_GOVERNORS,
        ),
        _mart(
            "rpt_barriers",
            "barrier_id barrier_group respondent_role period_type period_id group_type group_value reported "
            "respondents share interval_low interval_high published_share published_source is_reportable "
            "only_in_comments",
            "barrier_id respondent_role period_type period_id group_type group_value",
            EVERYONE,
            "reported respondents share interval_low interval_high only_in_comments",
        ),
        _mart(
            "fct_barrier_differences",
            "comparison barrier_id respondent_role period_type period_id group_type group_value other_period_id "
            "reported respondents other_reported other_respondents difference interval_low interval_high "
            "is_reportable is_clear",
            "comparison barrier_id respondent_role period_type period_id group_type group_value",
            EVERYONE,
            "reported respondents other_reported other_respondents difference interval_low interval_high",
        ),
        _mart("brg_barrier_actions", "barrier_id action_id phase_id status strength", "barrier_id action_id", EVERYONE),
        _mart(
            "fct_comment_barriers",
            "coding_id respondent_role period_id barrier_id phrase words verdict",
            "period_id respondent_role coding_id",
            NOT_GOVERNORS,
        ),
        _mart(
            "rpt_key_questions",
            "key_question_id cycle_id judgement judged_by_role judged_at evidence_sources evidence_newest "
            "evidence_sufficiency drift",
            "key_question_id cycle_id",
            EVERYONE,
        ),
        _mart(
            "rpt_question_evidence",
            "key_question_id indicator_id position reason",
            "key_question_id position",
            EVERYONE,
        ),
        _mart(
            "rpt_judgements",
            "key_question_id cycle_id judgement confidence state judged_by_role judged_at",
            "key_question_id cycle_id",
            EVERYONE,
        ),
        _mart(
            "rpt_judged_evidence",
            "key_question_id cycle_id position indicator_id is_kept then_period_id then_numerator then_denominator "
            "then_value then_interval_low then_interval_high now_period_id now_numerator now_denominator now_value "
            "now_interval_low now_interval_high drift is_reportable",
            "key_question_id cycle_id position",
            EVERYONE,
            "then_numerator then_denominator then_value then_interval_low then_interval_high now_numerator "
            "now_denominator now_value now_interval_low now_interval_high drift",
        ),
        _mart(
            "rpt_evidence_checks",
            "key_question_id cycle_id threshold_id found is_met",
            "key_question_id cycle_id threshold_id",
            EVERYONE,
        ),
        _mart("rpt_thresholds", "threshold_id value meaning", "threshold_id", EVERYONE),
        _mart(
            "rpt_phase_progress",
            "phase_id action_id steps_total steps_done status due_date days_late",
            "phase_id action_id",
            EVERYONE,
        ),
        _mart(
            "rpt_phase_steps",
            "phase_id action_id action_position action_label step_id step_position step_label status start_date "
            "due_date done_date owner_role days_late",
            "phase_id action_position step_position",
            EVERYONE,
        ),
        _mart(
            "rpt_attention",
            "position reason_code subject_type subject_id group_type group_value period_type period_id value "
            "previous_value interval_low interval_high people others",
            "position",
            EVERYONE,
        ),
        _mart(
            "rpt_benchmarks",
            "indicator_id period_type period_id area_level area_name school_type value source",
            "indicator_id period_id area_level area_name school_type",
            EVERYONE,
        ),
        _mart(
            "rpt_published_figures",
            "figure_id subject_type subject_id respondent_role school_type value year source",
            "figure_id",
            EVERYONE,
        ),
        _mart(
            "rpt_impact",
            "school_id action_id academic_year message_kind outcome start_date is_random reached_families "
            "reached_pupils reached_before reached_after others_families others_pupils others_before others_after "
            "effect interval_low interval_high smallest_detectable pre_trend pre_trend_low pre_trend_high pre_level "
            "published_low published_high verdict_id verdict warnings is_reportable",
            "school_id action_id academic_year message_kind outcome",
            EVERYONE,
            "reached_families reached_pupils reached_before reached_after others_families others_pupils "
            "others_before others_after effect interval_low interval_high smallest_detectable pre_trend "
            "pre_trend_low pre_trend_high pre_level published_low published_high warnings",
        ),
        _mart(
            "rpt_associations",
            "school_id academic_year factor_type factor_id outcome_id families_with families_without mean_with "
            "mean_without difference interval_low interval_high corrected_p verdict_id verdict is_reportable",
            "school_id academic_year factor_type factor_id outcome_id",
            EVERYONE,
            "families_with families_without mean_with mean_without difference interval_low interval_high corrected_p",
        ),
        _mart(
            "rpt_scale_reliability",
            "school_id term_id respondent_role scale_id items complete_respondents alpha alpha_low alpha_high "
            "respondents mean mean_low mean_high is_reportable",
            "school_id respondent_role scale_id term_id",
            EVERYONE,
            "complete_respondents alpha alpha_low alpha_high respondents mean mean_low mean_high",
        ),
        _mart(
            "rpt_published_effects",
            "effect_id intervention outcome unit low high who finding source year",
            "outcome effect_id",
            EVERYONE,
        ),
        _mart("rpt_freshness", "feed uploads row_count newest_date", "feed", EVERYONE),
        _mart(
            "rpt_framework_items",
            "framework_id item_id item_type parent_item_id position label text source_document source_section",
            "framework_id item_type parent_item_id position",
            EVERYONE,
        ),
        _mart("rpt_crosswalk", "from_item_id to_item_id strength reason", "from_item_id to_item_id", EVERYONE),
        _mart(
            "rpt_event_head_counts",
            "school_id site event_name event_kind event_date invited attended is_reportable",
            "event_date event_name site",
            EVERYONE,
            "event_name invited attended",
        ),
        _mart(
            "rpt_attendance_reconciliation",
            "school_id period_type period_id pupils_with_totals pupils_with_both sessions_by_marks "
            "sessions_by_totals difference pupils_that_differ sessions_only_in_totals sessions_only_in_marks "
            "sessions_counted_otherwise",
            "period_type period_id school_id",
            NOT_GOVERNORS,
        ),
        _mart(
            "rpt_attendance_codes",
            "school_id period_type period_id group_type group_value category code meaning sessions possible_sessions "
            "share pupils is_reportable",
            "school_id period_type period_id group_type group_value category code",
            EVERYONE,
            "sessions possible_sessions share pupils",
        ),
        _mart(
            "rpt_attendance_days",
            "school_id session_date academic_year term_id group_type group_value possible absent share pupils "
            "is_reportable",
            "session_date school_id group_type group_value",
            NOT_GOVERNORS,
        ),
        _mart(
            "rpt_attendance_journeys",
            "school_id measure band group_type group_value pupils of_pupils interval_low interval_high is_reportable",
            "school_id measure group_type group_value band",
            EVERYONE,
            "pupils of_pupils interval_low interval_high",
        ),
        _mart(
            "rpt_pupil_attendance",
            "school_id pupil_id site year_group first_on entry_rate recent_rate rate_change missed_in_a_row "
            "missed_since change_band run_band",
            "school_id pupil_id",
            NOT_GOVERNORS,
        ),
        _mart(
            "rpt_reach_funnel",
            "school_id period_type period_id period_start group_type group_value step households of_households share "
            "interval_low interval_high is_reportable",
            "period_type period_start school_id group_type group_value step",
            EVERYONE,
            "households of_households share interval_low interval_high",
        ),
        _mart(
            "rpt_missed_families",
            "school_id position household_id site next_step attendance_band barriers_named days_since_contact "
            "days_since_two_way days_since_positive is_unheard_lately is_unheard_in_term is_without_good_news "
            "has_never_come",
            "school_id position",
            NOT_GOVERNORS,
        ),
        _mart(
            "rpt_household_reach",
            "household_id last_contact_at last_two_way_at last_positive_at contacts_term invited_term attended_term "
            "attendance_band",
            "household_id",
            NOT_GOVERNORS,
        ),
        _mart(
            "rpt_uploads",
            "upload_id feed loaded_at accepted quarantined duplicates is_active",
            "loaded_at upload_id",
            NOT_GOVERNORS,
        ),
        _mart(
            "rpt_lineage",
            "part table_name feed model_name words",
            "part table_name feed model_name words",
            EVERYONE,
        ),
        _mart("rpt_feed_uploads", "sequence_no feed loaded_on first_date last_date", "feed sequence_no", EVERYONE),
        _mart(
            "dim_key_questions",
            "key_question_id position item_type label text source_document source_section would_answer",
            "key_question_id",
            EVERYONE,
        ),
        _mart(
            "dim_indicators",
            "indicator_id name definition unit better_direction numerator denominator feeds "
            "value_kind per part_of types questions",
            "indicator_id",
            EVERYONE,
        ),
        _mart(
            "dim_barriers",
            "barrier_id barrier_group barrier_group_label position label text source_document source_section",
            "barrier_id",
            EVERYONE,
        ),
        _mart(
            "dim_surveys",
            "school_id survey_id respondent_role newest_date",
            "newest_date school_id survey_id respondent_role",
            EVERYONE,
        ),
        _mart(
            "dim_periods",
            "period_type period_id period_start period_end academic_year has_data",
            "period_type period_start",
            EVERYONE,
        ),
    )
}
