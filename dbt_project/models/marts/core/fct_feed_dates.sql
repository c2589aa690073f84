with dated as (
    select 'attendance' as feed, school_id, session_date as fact_date from {{ ref('int_attendance_marks') }}
    union all
    -- Totals are known up to their period's end, or today where it has not come yet.
    select 'attendance_totals' as feed, school_id, least(period_end, {{ as_of() }}) as fact_date
    from {{ ref('stg_attendance_totals') }}
    union all
    select 'head_counts' as feed, school_id, event_date as fact_date from {{ ref('stg_head_counts') }}
    union all
    select 'contacts' as feed, school_id, contact_date as fact_date from {{ ref('stg_contacts') }}
    union all
    select 'events' as feed, school_id, event_date as fact_date from {{ ref('stg_event_invitations') }}
    union all
    select 'surveys' as feed, school_id, answered_on as fact_date from {{ ref('fct_survey_answers') }}
    union all
    select 'behaviour' as feed, school_id, incident_date as fact_date from {{ ref('stg_behaviour_incidents') }}
    union all
    select 'attainment' as feed, school_id, assessed_on as fact_date from {{ ref('stg_assessments') }}
    union all
    select 'pupils' as feed, school_id, cast(null as date) as fact_date from {{ ref('stg_pupil_parents') }}
    union all
    select 'benchmarks' as feed, 'published' as school_id, period_start as fact_date from {{ ref('stg_benchmarks') }}
)

select
    feed,
    school_id,
    fact_date,
    count(*) as row_count
from dated
group by feed, school_id, fact_date
