with orders as (
  select
    count(*) as order_count,
    coalesce(sum(line_count), 0) as line_count,
    coalesce(sum(quantity), 0) as units,
    count(*) - count(order_date) as undated_order_count,
    min(order_date) as first_day,
    max(order_date) as last_day
  from {{ ref('fct_order') }}
),

sales as (
  select
    count(distinct sku) as product_count,
    coalesce(sum(rating_count), 0) as rating_count,
    coalesce(sum(rating_sum), 0) as rating_sum
  from {{ ref('fct_product_sale') }}
)

select
  orders.order_count,
  cast(orders.line_count as bigint) as line_count,
  cast(orders.units as bigint) as units,
  orders.undated_order_count,
  orders.first_day,
  orders.last_day,
  sales.product_count,
  cast(sales.rating_count as bigint) as rating_count,
  cast(sales.rating_sum as bigint) as rating_sum
from orders
cross join sales
