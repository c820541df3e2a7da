-- The rows of int_order_lines, which is partitioned and clustered for it: a copy would cost time and room, and gain nothing.
{{ config(materialized='view') }}

with lines as (
  select * from {{ ref('int_order_lines') }}
)

select
  order_line_key,
  order_id,
  sku,
  product_key,
  customer_key,
  payment_key,
  supplier_key,
  review_key,
  region_key,
  order_date_key,
  review_date_key,
  order_date,
  list_price as product_price,
  unit_price,
  inventory_count,
  quantity,
  line_amount,
  allocated_amount,
  rating,
  review_count,
  rating_count,
  cast(rating_sum as bigint) as rating_sum
from lines
