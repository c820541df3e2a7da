{# The parts of each group are the whole, to the cent, and the group agrees on the whole. #}
{% test adds_up_to(model, part, whole, by) %}
select {{ by }}, sum({{ part }}) as found, max({{ whole }}) as expected
from {{ model }}
group by {{ by }}
having sum({{ part }}) <> max({{ whole }}) or min({{ whole }}) <> max({{ whole }})
{% endtest %}
