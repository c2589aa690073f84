select
    row_id,
    key_question_id,
    cycle_id,
    indicator_id,
    period_type,
    period_id,
    group_type,
    group_value,
    numerator,
    denominator,
    value,
    interval_low,
    interval_high,
    is_reportable
from {{ landed('register_answer_evidence') }}
