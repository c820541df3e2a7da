{# The sum of a column is the same in both models. #}
{% test agrees_with(model, column, model_to) %}
select *
from (select sum({{ column }}) as found from {{ model }}) as here
cross join (select sum({{ column }}) as expected from {{ model_to }}) as there
where found is distinct from expected
{% endtest %}
