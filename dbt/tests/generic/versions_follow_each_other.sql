{# Windows are not empty, do not overlap, leave no gap, and the last one is open. #}
{% test versions_follow_each_other(model, member) %}
with versions as (
  select
    {{ member }},
    valid_from,
    valid_to,
    is_current,
    lead(valid_from) over (partition by {{ member }} order by valid_from) as next_from
  from {{ model }}
)

select *
from versions
where
  valid_to is distinct from next_from
  or valid_to <= valid_from
  or is_current <> (valid_to is null)
{% endtest %}
