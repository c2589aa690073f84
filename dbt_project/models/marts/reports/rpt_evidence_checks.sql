select
    key_question_id,
    cycle_id,
    threshold_id,
    found,
    is_met
from {{ ref('fct_evidence_checks') }}
