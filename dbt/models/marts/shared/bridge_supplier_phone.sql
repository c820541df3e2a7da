-- The rows of the staging model, which is a table.
{{ config(materialized='view') }}

select
  {{ key_of(['supplier_id', 'phone']) }} as bridge_supplier_phone_key,
  supplier_id,
  {{ key_of(['supplier_id']) }} as supplier_key,
  phone,
  phone_type
from {{ ref('stg_shopsphere__supplier_phones') }}
