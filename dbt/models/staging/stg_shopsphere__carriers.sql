with source as (
  select * from {{ source('shopsphere', 'order_line') }}
),

renamed as (
  select distinct
    source.shipment_id,
    element.phone,
    element.first as first_name,
    element.middle as middle_name,
    element.last as last_name
  from source
  {{ unnested('source.shipment_carrier', 'element') }}
)

select * from renamed
