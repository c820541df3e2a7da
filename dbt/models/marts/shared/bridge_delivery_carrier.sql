-- The rows of the staging model, which is a table.
{{ config(materialized='view') }}

select
  {{ key_of(['shipment_id', 'phone']) }} as bridge_delivery_carrier_key,
  shipment_id,
  {{ key_of(['shipment_id']) }} as delivery_key,
  phone,
  first_name,
  middle_name,
  last_name
from {{ ref('stg_shopsphere__carriers') }}
