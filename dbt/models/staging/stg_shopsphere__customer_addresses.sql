{{ config(materialized='table') }}

with source as (
  select * from {{ source('shopsphere', 'order_line') }}
),

-- Every line of a customer repeats all of them.
owners as (
  select
    customer_id,
    any_value(customer_address) as elements
  from source
  where {{ size_of('customer_address') }} > 0
  group by customer_id
),

renamed as (
  select
    owners.customer_id,
    element.postal_code,
    element.street,
    element.city,
    element.province,
    element.country
  from owners
  {{ unnested('owners.elements', 'element') }}
)

select * from renamed
