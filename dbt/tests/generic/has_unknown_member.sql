{# One row has the key that a fact gets where the member is missing. #}
{% test has_unknown_member(model, key, parts=1) %}
select count(*) as found
from {{ model }}
where {{ key }} = {{ key_of(['null'] * parts) }}
having count(*) <> 1
{% endtest %}
