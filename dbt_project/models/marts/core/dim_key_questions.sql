select
    items.item_id as key_question_id,
    cast(row_number() over (order by items.item_id) as bigint) as position,
    items.item_type,
    items.label,
    items.text,
    items.source_document,
    items.source_section,
    needs.would_answer
from {{ ref('framework_items') }} as items
left join {{ ref('question_needs') }} as needs on items.item_id = needs.key_question_id
where items.framework_id = 'key_questions'
