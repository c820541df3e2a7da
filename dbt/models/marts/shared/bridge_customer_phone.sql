-- The rows of the staging model, which is a table.
{{ config(materialized='view') }}

select
  {{ key_of(['customer_id', 'phone']) }} as bridge_customer_phone_key,
  customer_id,
  phone
from {{ ref('stg_shopsphere__customer_phones') }}
