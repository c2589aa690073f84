with feeds as (
    select feed
    from (values ('attendance'), ('contacts'), ('events'), ('surveys'), ('pupils'), ('benchmarks')) as named (feed)
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

-- A pupil list says nothing of its own date: its newest day is the day it was loaded.
select
    feeds.feed,
    cast(coalesce(uploads.uploads, 0) as bigint) as uploads,
    cast(coalesce(facts.row_count, 0) as bigint) as row_count,
    coalesce(facts.newest_date, uploads.newest_upload) as newest_date
from feeds
left join uploads on feeds.feed = uploads.feed
left join facts on feeds.feed = facts.feed
