{# As many rows as the job counted in the operational database. #}
{% test rows_agree_with_manifest(model) %}
with counted as (
  select cast(count(*) as string) as found from {{ model }}
)

select counted.found, {{ expected_of_check('manifest.document', 'rows') }} as expected
from counted
cross join {{ ref('stg_shopsphere__manifest') }} as manifest
where counted.found is distinct from {{ expected_of_check('manifest.document', 'rows') }}
{% endtest %}
