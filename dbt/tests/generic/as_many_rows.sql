{% test as_many_rows(model, rows) %}
select count(*) as found from {{ model }} having count(*) <> {{ rows }}
{% endtest %}
