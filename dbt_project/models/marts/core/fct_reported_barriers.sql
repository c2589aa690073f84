with named as (
    select school_id, survey_id, response_id, barrier_id, respondent_role, answered_on, false as is_comment
    from {{ ref('fct_survey_answers') }}
    where barrier_id is not null
    union all
    -- A comment counts once a person has confirmed what the dictionary reads in it.
    select school_id, survey_id, response_id, barrier_id, respondent_role, answered_on, true
    from {{ ref('fct_comment_barriers') }}
    where verdict = 'confirmed'
)

select
    school_id,
    survey_id,
    response_id,
    barrier_id,
    respondent_role,
    answered_on,
    bool_and(is_comment) as is_only_in_comment
from named
group by school_id, survey_id, response_id, barrier_id, respondent_role, answered_on
