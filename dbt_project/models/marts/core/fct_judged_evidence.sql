-- Figures as they were kept with the judgement that stands.
with kept as (
    select
        judgements.key_question_id, judgements.cycle_id, evidence.indicator_id, evidence.period_id,
        true as is_kept, evidence.numerator, evidence.denominator, evidence.value,
        evidence.interval_low, evidence.interval_high, evidence.is_reportable
    from {{ ref('stg_judgements') }} as judgements
    inner join {{ ref('stg_kept_evidence') }} as evidence
        on
            judgements.row_id = evidence.row_id
            and evidence.period_type = 'term'
            and evidence.group_type = 'all'
),

-- Where none were kept: those of the judged term, as they are counted today.
counted as (
    select
        judgements.key_question_id, judgements.cycle_id, evidence.indicator_id, evidence.cycle_id as period_id,
        false as is_kept, evidence.numerator, evidence.denominator, evidence.value,
        evidence.interval_low, evidence.interval_high, evidence.is_reportable
    from {{ ref('stg_judgements') }} as judgements
    inner join {{ ref('fct_evidence') }} as evidence
        on judgements.key_question_id = evidence.key_question_id and judgements.cycle_id = evidence.cycle_id
    where judgements.row_id not in (select row_id from {{ ref('stg_kept_evidence') }})
),

judged as (
    select * from kept
    union all
    select * from counted
),

newest as (
    select
        key_question_id,
        indicator_id,
        max(period_start) as period_start
    from {{ ref('fct_evidence') }}
    group by key_question_id, indicator_id
)

select
    judged.key_question_id,
    judged.cycle_id,
    links.position,
    judged.indicator_id,
    judged.is_kept,
    judged.period_id as then_period_id,
    cast(judged.numerator as bigint) as then_numerator,
    cast(judged.denominator as bigint) as then_denominator,
    judged.value as then_value,
    judged.interval_low as then_interval_low,
    judged.interval_high as then_interval_high,
    today.cycle_id as now_period_id,
    today.numerator as now_numerator,
    today.denominator as now_denominator,
    today.value as now_value,
    today.interval_low as now_interval_low,
    today.interval_high as now_interval_high,
    {{ drift('judged', 'today', 'indicators.better_direction') }} as drift,
    coalesce(judged.is_reportable, true) and coalesce(today.is_reportable, true) as is_reportable
from judged
inner join {{ ref('question_indicators') }} as links
    on judged.key_question_id = links.key_question_id and judged.indicator_id = links.indicator_id
inner join {{ ref('dim_indicators') }} as indicators on judged.indicator_id = indicators.indicator_id
left join {{ ref('dim_periods') }} as terms on judged.period_id = terms.period_id and terms.period_type = 'term'
left join newest
    on
        judged.key_question_id = newest.key_question_id
        and judged.indicator_id = newest.indicator_id
        and terms.period_start <= newest.period_start
left join {{ ref('fct_evidence') }} as today
    on
        newest.key_question_id = today.key_question_id
        and newest.indicator_id = today.indicator_id
        and newest.period_start = today.period_start
