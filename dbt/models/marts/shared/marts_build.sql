with manifest as (
  select * from {{ ref('stg_shopsphere__manifest') }}
)

select
  {{ text_of_json('document', '$.run_id') }} as run_id,
  snapshot_at,
  cast('{{ run_started_at.strftime("%Y-%m-%d %H:%M:%S") }}' as timestamp) as built_at
from manifest
