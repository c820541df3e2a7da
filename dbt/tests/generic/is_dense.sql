{# Every combination of the columns has a row for every value of the other one. #}
{% test is_dense(model, columns, across) %}
with expected as (
  select count(distinct {{ across }}) as members from {{ model }}
)

select {{ columns | join(', ') }}, count(*) as found
from {{ model }}
cross join expected
group by {{ columns | join(', ') }}, expected.members
having count(*) <> expected.members
{% endtest %}
