with source as (
  select * from {{ source('shopsphere', 'order_line_manifest') }}
),

renamed as (
  select
    document,
    cast(snapshot_at as timestamp) as snapshot_at
  from source
)

select * from renamed
