with totals as (
    select
        distances.school_id, distances.period_type, distances.period_id, members.group_type, members.group_value,
        count(*) as pupils,
        sum(distances.distance) as distance,
        sum(distances.distance * distances.distance) as distance_2
    from {{ ref('fct_pupil_distances') }} as distances
    inner join {{ ref('brg_groups') }} as members
        on
            distances.school_id = members.school_id
            and members.subject_type = 'pupil'
            and distances.pupil_id = members.subject_id
    group by all
)

{{ indicator_rows('totals', [
    ('distance_travelled', 'distance', 'pupils', 'pupils', 'distance_2', 'pupils', 'distance'),
]) }}
