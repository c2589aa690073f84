select
    cycles.key_question_id,
    cycles.cycle_id,
    cycles.judgement,
    cycles.judged_by_role,
    cycles.judged_at,
    cycles.evidence_sources,
    cycles.evidence_newest,
    cycles.evidence_sufficiency,
    coalesce(drift.drift, 'not judged') as drift
from {{ ref('fct_question_cycles') }} as cycles
left join {{ ref('fct_question_drift') }} as drift
    on cycles.key_question_id = drift.key_question_id and cycles.cycle_id = drift.cycle_id
