{# No fan-out and no lost row. #}
{% test as_many_rows_as(model, model_to) %}
select *
from (select count(*) as found from {{ model }}) as here
cross join (select count(*) as expected from {{ model_to }}) as there
where found <> expected
{% endtest %}
