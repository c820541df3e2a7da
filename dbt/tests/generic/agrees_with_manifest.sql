{# The column's sum is what the operational database itself answered, which the job put into its manifest. A sum that the job was not asked for cannot disagree. #}
{% test agrees_with_manifest(model, column_name, check) %}
with added as (
  select {{ dbt.cast('coalesce(sum(' ~ column_name ~ '), 0)', 'numeric(18, 2)') }} as found from {{ model }}
),

expected as (
  select {{ dbt.cast(expected_of_check('manifest.document', check), 'numeric(18, 2)') }} as expected
  from {{ ref('stg_shopsphere__manifest') }} as manifest
)

select added.found, expected.expected
from added
cross join expected
where added.found <> expected.expected
{% endtest %}
