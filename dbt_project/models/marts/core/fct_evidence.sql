with newest as (
    select
        case dates.feed when 'attendance_totals' then 'attendance' else dates.feed end as feed,
        terms.period_id,
        max(dates.fact_date) as newest_date
    from {{ ref('fct_feed_dates') }} as dates
    inner join {{ ref('brg_date_periods') }} as terms
        on dates.fact_date = terms.date_day and terms.period_type = 'term'
    group by 1, 2
)

select
    links.key_question_id,
    links.indicator_id,
    figures.period_id as cycle_id,
    figures.school_id,
    links.position,
    indicators.evidence_feed,
    indicators.better_direction,
    figures.period_start,
    newest.newest_date,
    figures.numerator,
    figures.denominator,
    figures.people,
    figures.value,
    figures.interval_low,
    figures.interval_high,
    figures.is_reportable
from {{ ref('question_indicators') }} as links
inner join {{ ref('dim_indicators') }} as indicators on links.indicator_id = indicators.indicator_id
inner join {{ ref('fct_indicators') }} as figures
    on
        links.indicator_id = figures.indicator_id
        and figures.period_type = 'term'
        and figures.group_type = 'all'
left join newest on indicators.evidence_feed = newest.feed and figures.period_id = newest.period_id
