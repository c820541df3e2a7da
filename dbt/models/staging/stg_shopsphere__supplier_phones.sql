{{ config(materialized='table') }}

with source as (
  select * from {{ source('shopsphere', 'order_line') }}
),

-- Every line of a supplier repeats all of them.
owners as (
  select
    supplier_id,
    any_value(supplier_phone) as elements
  from source
  where {{ size_of('supplier_phone') }} > 0
  group by supplier_id
),

renamed as (
  select
    owners.supplier_id,
    element.business_phone as phone,
    element.type as phone_type
  from owners
  {{ unnested('owners.elements', 'element') }}
)

select * from renamed
