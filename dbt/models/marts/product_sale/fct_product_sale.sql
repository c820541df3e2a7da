{{
  config(
    partition_by=partitioned_by('order_date'),
    cluster_by=clustered_by(['product_key', 'region_key'])
  )
}}

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
