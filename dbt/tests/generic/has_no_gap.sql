{# Every day from the first to the last. #}
{% test has_no_gap(model, column) %}
select count(distinct {{ column }}) as found, {{ dbt.datediff('min(' ~ column ~ ')', 'max(' ~ column ~ ')', 'day') }} + 1 as expected
from {{ model }}
having count(distinct {{ column }}) <> {{ dbt.datediff('min(' ~ column ~ ')', 'max(' ~ column ~ ')', 'day') }} + 1
{% endtest %}
