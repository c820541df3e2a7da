select
  build.run_id,
  build.snapshot_at,
  build.built_at,
  {{ text_of_json('manifest.document', '$.run_id') }} as published_run_id
from {{ ref('marts_build') }} as build
cross join {{ ref('stg_shopsphere__manifest') }} as manifest
