{% set word_or_dots =
    "case when plain.word is null and said.word not in " ~ beginnings() ~ " then '…' else said.word end" %}

with comments as (
    select
        school_id, survey_id, response_id, question_no, respondent_role, answered_on,
        {{ spaced('answer_text') }} as words
    from {{ ref('fct_survey_answers') }}
    where answer_kind = 'free_text' and answer_text is not null
),

found as (
    select
        comments.*,
        dictionary.barrier_id,
        min(dictionary.phrase) as phrase,
        md5(concat_ws(
            '|', comments.school_id, comments.survey_id, comments.response_id, comments.question_no, comments.words,
            dictionary.barrier_id
        )) as coding_id
    from comments
    inner join {{ ref('barrier_words') }} as dictionary
        on lower(comments.words) like '% ' || dictionary.phrase || ' %'
    group by all
),

said as (
    select found.coding_id, places.place, split_part(trim(found.words), ' ', places.place) as word
    from found
    cross join {{ word_places(80) }} as places (place)
),

shown as (
    select said.coding_id, {{ dbt.listagg(word_or_dots, "' '", "order by said.place") }} as words
    from said
    left join {{ ref('int_plain_words') }} as plain on said.word = plain.word
    where said.word <> ''
    group by said.coding_id
)

select
    found.coding_id,
    found.school_id,
    found.survey_id,
    found.response_id,
    found.respondent_role,
    found.answered_on,
    terms.period_id,
    found.barrier_id,
    found.phrase,
    replace(replace(replace(shown.words, '… … …', '…'), '… …', '…'), '… …', '…') as words,
    coalesce(decided.verdict, 'waiting') as verdict
from found
inner join shown on found.coding_id = shown.coding_id
inner join {{ ref('brg_date_periods') }} as terms
    on found.answered_on = terms.date_day and terms.period_type = 'term'
left join {{ ref('stg_coded_answers') }} as decided on found.coding_id = decided.coding_id
