with orders as (
  select
    region_key,
    order_date_key,
    count(*) as order_count,
    sum(quantity) as units,
    sum(allocated_amount) as revenue
  from {{ ref('fct_order') }}
  group by region_key, order_date_key
),

ratings as (
  select
    region_key,
    order_date_key,
    sum(rating_count) as rating_count,
    sum(rating_sum) as rating_sum
  from {{ ref('fct_product_sale_daily') }}
  group by region_key, order_date_key
)

select
  {{ key_of(['orders.region_key', 'orders.order_date_key']) }} as sales_daily_key,
  orders.region_key,
  orders.order_date_key,
  orders.order_count,
  cast(orders.units as bigint) as units,
  cast(orders.revenue as numeric(18, 2)) as revenue,
  cast(orders.revenue / orders.order_count as numeric(18, 2)) as average_order_value,
  cast(ratings.rating_count as bigint) as rating_count,
  cast(ratings.rating_sum as bigint) as rating_sum,
  cast(ratings.rating_sum / nullif(ratings.rating_count, 0) as numeric(18, 4)) as average_rating
from orders
inner join ratings
  on orders.region_key = ratings.region_key and orders.order_date_key = ratings.order_date_key
