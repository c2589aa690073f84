with feeds as (
    select feed, is_asked_for
    from (
        values
        ('attendance', true), ('contacts', true), ('events', true), ('surveys', true), ('pupils', true),
        ('benchmarks', true), ('attendance_totals', false), ('head_counts', false), ('behaviour', false),
        ('attainment', false)
    ) as named (feed, is_asked_for)
),

uploads as (
    select
        feed,
        count(*) as uploads,
        max(cast(loaded_at as date)) as newest_upload
    from {{ ref('stg_uploads') }}
    where is_active
    group by feed
),

facts as (
    select
        feed,
        sum(row_count) as row_count,
        max(fact_date) as newest_date
    from {{ ref('fct_feed_dates') }}
    group by feed
)

-- Totals and head counts stand in for marks and lists of people, and not every school exports behaviour and results:
-- without an upload they are not missed.
-- A pupil list says nothing of its own date: its newest day is the day it was loaded.
select
    feeds.feed,
    cast(coalesce(uploads.uploads, 0) as bigint) as uploads,
    cast(coalesce(facts.row_count, 0) as bigint) as row_count,
    coalesce(facts.newest_date, uploads.newest_upload) as newest_date
from feeds
left join uploads on feeds.feed = uploads.feed
left join facts on feeds.feed = facts.feed
where feeds.is_asked_for or uploads.uploads > 0
