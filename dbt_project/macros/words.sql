{# Words people wrote: taken apart the same way wherever they are compared. #}

{# A text with one space between words and one at each end, punctuation gone; letters keep their size. #}
{% macro spaced(text) -%}
    replace(replace(replace(replace(
        ' ' || translate(
            {{ text }} || ' ', '.,;:!?()[]{}"/\-&*_''’‘“”–—…' || chr(9) || chr(10) || chr(13), repeat(' ', 30)
        ), '    ', ' '), '   ', ' '), '  ', ' '), '  ', ' ')
{%- endmacro %}

{# Words that begin a sentence; any other word with a capital may be a name. #}
{% macro beginnings() -%}
    ('A', 'About', 'After', 'All', 'An', 'And', 'Any', 'As', 'At', 'Before', 'Being', 'Better', 'But', 'Calls', 'Can',
    'Could', 'Do', 'Earlier', 'Every', 'For', 'From', 'Getting', 'Have', 'Having', 'He', 'Help', 'How', 'I', 'If', 'In',
    'It', 'Just', 'Knowing', 'Less', 'Let', 'Letters', 'Maybe', 'Meetings', 'More', 'My', 'Need', 'No', 'Nobody', 'Not',
    'Nothing', 'On', 'One', 'Our', 'Parents', 'Please', 'School', 'She', 'So', 'Some', 'Somebody', 'Somewhere', 'Staff',
    'Teachers', 'Tell', 'Texts', 'That', 'The', 'There', 'They', 'Time', 'To', 'Training', 'Visits', 'We', 'What',
    'When', 'Why', 'With', 'You', 'Your')
{%- endmacro %}

{# The places of words in a text, 1 to `most`, as a relation with the column `place`. #}
{% macro word_places(most) -%}
    (values {% for place in range(1, most + 1) %}({{ place }}){{ ', ' if not loop.last }}{% endfor %})
{%- endmacro %}
