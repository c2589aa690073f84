select
    school_id,
    term_id,
    respondent_role,
    scale_id,
    items,
    complete_respondents,
    alpha,
    alpha_low,
    alpha_high,
    respondents,
    mean,
    mean_low,
    mean_high,
    respondents >= {{ threshold('evidence_people_enough') }} as is_reportable
from {{ ref('fct_scale_reliabilities') }}
