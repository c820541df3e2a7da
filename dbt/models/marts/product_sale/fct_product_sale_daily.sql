{{
  config(
    partition_by=partitioned_by('order_date'),
    cluster_by=clustered_by(['product_key', 'region_key'])
  )
}}

with sales as (
  select * from {{ ref('int_order_lines') }}
),

sold as (
  select
    sku,
    region_key,
    order_date_key,
    count(*) as line_count,
    -- Typed here, where there are few rows: beside the zeros it would be done for each of them.
    cast(sum(quantity) as bigint) as quantity,
    {{ dbt.cast('sum(line_amount)', 'numeric(18, 2)') }} as line_amount,
    {{ dbt.cast('sum(allocated_amount)', 'numeric(18, 2)') }} as allocated_amount,
    cast(sum(review_count) as bigint) as review_count,
    cast(sum(rating_count) as bigint) as rating_count,
    cast(sum(rating_sum) as bigint) as rating_sum
  from sales
  group by sku, region_key, order_date_key
),

-- A day on which a product is sold somewhere is a day of that product in every region. All days of all products would be
-- thousands of rows of zeros for each line sold.
product_days as (
  select
    sku,
    order_date_key,
    max(order_date) as order_date,
    -- The version that the day ends with.
    max(ordered_at) as last_ordered_at,
    max(inventory_count) as inventory_count
  from sales
  group by sku, order_date_key
),

regions as (
  select distinct region_key from sold
),

versions as (
  select * from {{ ref('int_product_versions') }}
),

versioned_days as (
  select
    product_days.*,
    versions.product_key
  from product_days
  inner join versions
    on
      product_days.sku = versions.sku
      and {{ holds_at('versions', 'product_days.last_ordered_at') }}
)

select
  days.product_key,
  regions.region_key,
  days.order_date_key,
  days.order_date,
  days.inventory_count,
  coalesce(sold.line_count, 0) as line_count,
  coalesce(sold.quantity, 0) as quantity,
  coalesce(sold.line_amount, 0) as line_amount,
  coalesce(sold.allocated_amount, 0) as allocated_amount,
  coalesce(sold.review_count, 0) as review_count,
  coalesce(sold.rating_count, 0) as rating_count,
  coalesce(sold.rating_sum, 0) as rating_sum
from versioned_days as days
cross join regions
left join sold
  on
    days.sku = sold.sku
    and regions.region_key = sold.region_key
    and days.order_date_key = sold.order_date_key
