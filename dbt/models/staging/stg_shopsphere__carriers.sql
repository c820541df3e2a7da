{{ config(materialized='table') }}

with source as (
  select * from {{ source('shopsphere', 'order_line') }}
),

-- Every line of a shipment repeats all of them.
owners as (
  select
    shipment_id,
    any_value(shipment_carrier) as elements
  from source
  where {{ size_of('shipment_carrier') }} > 0
  group by shipment_id
),

renamed as (
  select
    owners.shipment_id,
    element.phone,
    element.first as first_name,
    element.middle as middle_name,
    element.last as last_name
  from owners
  {{ unnested('owners.elements', 'element') }}
)

select * from renamed
