with lines as (
  select * from {{ ref('stg_shopsphere__order_lines') }}
),

priced as (
  select
    order_id,
    sku,
    quantity,
    order_total_amount,
    published_allocated_amount,
    coalesce(unit_price, product_price) as unit_price,
    unit_price is null as is_list_price,
    count(*) over (partition by order_id) as order_product_count
  from lines
),

-- The job's own allocation is kept; orders that it was not asked to allocate are shared by its rule.
unallocated as (
  select
    order_id,
    sku,
    order_product_count,
    cast(order_total_amount * 100 as bigint) as total_cents,
    -- A line of which nothing is known weighs nothing, as in the job.
    cast(coalesce(quantity * unit_price, 0) * 100 as bigint) as line_cents
  from priced
  where published_allocated_amount is null
),

added as (
  select
    *,
    sum(line_cents) over (partition by order_id) as order_cents
  from unallocated
),

weighed as (
  select
    *,
    -- Lines that cost nothing together share the total by equal parts; where they are returns, their sum is below zero.
    case when order_cents = 0 then 1 else sign(order_cents) * line_cents end as weight,
    case when order_cents = 0 then order_product_count else abs(order_cents) end as weights
  from added
),

divided as (
  select
    *,
    {{ remainder_of_share('total_cents', 'weight', 'weights') }} as cut
  from weighed
),

rounded_down as (
  select
    *,
    case when cut < 0 then cut + weights else cut end as remainder
  from divided
),

shared as (
  select
    *,
    {{ whole_share('total_cents', 'weight', 'weights', 'remainder') }} as share_cents
  from rounded_down
),

ranked as (
  select
    *,
    total_cents - sum(share_cents) over (partition by order_id) as cents_left,
    row_number() over (partition by order_id order by remainder desc, sku asc) as place
  from shared
),

allocated as (
  select
    order_id,
    sku,
    -- The largest remainders get the cents that are left.
    {{ dbt.cast('(share_cents + case when place <= cents_left then 1 else 0 end) / 100', 'numeric(18, 2)') }} as allocated_amount
  from ranked
)

select
  priced.order_id,
  priced.sku,
  priced.unit_price,
  priced.is_list_price,
  priced.order_product_count,
  {{ dbt.cast('priced.quantity * priced.unit_price', 'numeric(18, 2)') }} as line_amount,
  coalesce(priced.published_allocated_amount, allocated.allocated_amount) as allocated_amount
from priced
left join allocated
  on priced.order_id = allocated.order_id and priced.sku = allocated.sku
