with source as (
  select * from {{ source('shopsphere', 'order_line') }}
),

renamed as (
  select distinct
    source.customer_id,
    element.phone
  from source
  {{ unnested('source.customer_phone_number', 'element') }}
)

select * from renamed
