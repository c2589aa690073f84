{# Words people wrote: taken apart the same way wherever they are compared. #}

{# A text with one space between words and one at each end, punctuation gone; letters keep their size. #}
{% macro spaced(text) -%}
    replace(replace(replace(replace(
        ' ' || translate(
            {{ text }} || ' ', '.,;:!?()[]{}"/\-&*_''’‘“”–—…' || chr(9) || chr(10) || chr(13), repeat(' ', 30)
        ), '    ', ' '), '   ', ' '), '  ', ' '), '  ', ' ')
{%- endmacro %}

{# The places of words in a text, 1 to `most`, as a relation with the column `place`. #}
{% macro word_places(most) -%}
    (values {% for place in range(1, most + 1) %}({{ place }}){{ ', ' if not loop.last }}{% endfor %})
{%- endmacro %}
