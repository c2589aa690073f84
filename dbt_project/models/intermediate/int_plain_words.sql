with texts as (
    select {{ spaced('text') }} as words from {{ ref('framework_items') }}
    union all
    select {{ spaced('question_text') }} from {{ ref('question_bank') }}
    union all
    select {{ spaced('answer_text') }} from {{ ref('answer_options') }}
    union all
    select phrase from {{ ref('barrier_words') }}
),

words as (
    select split_part(trim(texts.words), ' ', places.place) as word
    from texts
    cross join {{ word_places(80) }} as places (place)
)

-- A name is written with a capital, so none is among the words that our own texts write in small letters.
select distinct word
from words
where word <> '' and word = lower(word)
