with source as (
  select * from {{ source('shopsphere', 'order_line') }}
),

renamed as (
  select distinct
    source.customer_id,
    element.postal_code,
    element.street,
    element.city,
    element.province,
    element.country
  from source
  {{ unnested('source.customer_address', 'element') }}
)

select * from renamed
