{{
  config(
    partition_by=partitioned_by('order_date'),
    cluster_by=clustered_by(['product_key', 'region_key'])
  )
}}

with lines as (
  select * from {{ ref('stg_shopsphere__order_lines') }}
),

order_sizes as (
  select
    order_id,
    count(*) as order_product_count
  from lines
  group by order_id
),

allocations as (
  select * from {{ ref('int_allocations') }}
),

reviews as (
  select * from {{ ref('int_line_reviews') }}
),

customers as (
  select * from {{ ref('int_customer_versions') }}
),

products as (
  select * from {{ ref('int_product_versions') }}
)

select
  {{ key_of(['lines.order_id', 'lines.sku']) }} as order_line_key,
  lines.order_id,
  lines.sku,
  coalesce(customers.customer_key, {{ key_of(['null', 'null']) }}) as customer_key,
  coalesce(products.product_key, {{ key_of(['null', 'null']) }}) as product_key,
  {{ key_of(['lines.supplier_id']) }} as supplier_key,
  {{ key_of(['lines.payment_id']) }} as payment_key,
  {{ key_of(['lines.shipment_id']) }} as delivery_key,
  {{ key_of(['lines.region_id']) }} as region_key,
  {{ key_of(['reviews.review_id']) }} as review_key,
  lines.ordered_at,
  cast(lines.ordered_at as date) as order_date,
  cast({{ date_key('lines.ordered_at') }} as bigint) as order_date_key,
  cast({{ date_key('reviews.reviewed_at') }} as bigint) as review_date_key,
  lines.order_shipping_status,
  lines.payment_status,
  lines.delivery_status,
  lines.payment_id is not null as has_payment,
  lines.shipment_id is not null as has_shipment,
  lines.quantity,
  lines.product_price as list_price,
  {{ sold_price('lines') }} as unit_price,
  lines.unit_price is null as is_list_price,
  {{ dbt.cast('lines.quantity * ' ~ sold_price('lines'), 'numeric(18, 2)') }} as line_amount,
  coalesce(lines.published_allocated_amount, allocations.allocated_amount) as allocated_amount,
  order_sizes.order_product_count,
  lines.order_total_amount,
  lines.inventory_count,
  reviews.rating,
  coalesce(reviews.review_count, 0) as review_count,
  coalesce(reviews.rating_count, 0) as rating_count,
  coalesce(reviews.rating_sum, 0) as rating_sum
from lines
inner join order_sizes on lines.order_id = order_sizes.order_id
left join allocations on lines.order_id = allocations.order_id and lines.sku = allocations.sku
left join reviews on lines.order_id = reviews.order_id and lines.sku = reviews.sku
-- An order without a time is its customer's and product's as they are now.
left join customers
  on
    lines.customer_id = customers.customer_id
    and {{ holds_at('customers', 'lines.ordered_at') }}
left join products
  on
    lines.sku = products.sku
    and {{ holds_at('products', 'lines.ordered_at') }}
