with source as (
  select * from {{ source('shopsphere', 'order_line') }}
),

renamed as (
  select distinct
    source.supplier_id,
    element.business_phone as phone,
    element.type as phone_type
  from source
  {{ unnested('source.supplier_phone', 'element') }}
)

select * from renamed
