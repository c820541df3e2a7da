-- The rows of the staging model, which is a table.
{{ config(materialized='view') }}

select
  {{ key_of(['customer_id', 'postal_code']) }} as bridge_customer_address_key,
  customer_id,
  postal_code,
  street,
  city,
  province,
  country
from {{ ref('stg_shopsphere__customer_addresses') }}
