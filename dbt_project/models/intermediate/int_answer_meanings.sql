with questions as (
    select * from {{ ref('question_bank') }}
),

options as (
    select * from {{ ref('answer_options') }}
),

bounds as (
    select
        option_set,
        min(answer_value) + max(answer_value) as lowest_and_highest
    from options
    group by option_set
)

-- Where a statement is put the wrong way round, the option at the other end of the scale says what is favourable.
select
    questions.question_id,
    questions.respondent_role,
    questions.question_key,
    questions.scale_id,
    options.answer_key,
    options.answer_value,
    case when questions.is_reversed then bounds.lowest_and_highest - options.answer_value else options.answer_value end
        as points,
    case when questions.is_reversed then opposite.is_favourable else options.is_favourable end as is_favourable,
    options.barrier_id,
    options.group_value
from questions
inner join options on questions.option_set = options.option_set
inner join bounds on questions.option_set = bounds.option_set
left join options as opposite
    on
        options.option_set = opposite.option_set
        and bounds.lowest_and_highest - options.answer_value = opposite.answer_value
