{{ config(materialized='table') }}

with source as (
  select * from {{ source('shopsphere', 'order_line') }}
),

-- Every line of a customer repeats all of them.
owners as (
  select
    customer_id,
    any_value(customer_phone_number) as elements
  from source
  where {{ size_of('customer_phone_number') }} > 0
  group by customer_id
),

renamed as (
  select
    owners.customer_id,
    element.phone
  from owners
  {{ unnested('owners.elements', 'element') }}
)

select * from renamed
