-- The job's own allocation is kept. Orders that it was not asked to allocate are shared by its rule.
with lines as (
  select *
  from {{ ref('stg_shopsphere__order_lines') }}
  where published_allocated_amount is null
),

unallocated as (
  select
    lines.order_id,
    lines.sku,
    cast(lines.order_total_amount * 100 as bigint) as total_cents,
    -- A line of which nothing is known weighs nothing, as in the job.
    cast(coalesce(lines.quantity * {{ sold_price('lines') }}, 0) * 100 as bigint) as line_cents,
    count(*) over (partition by lines.order_id) as order_product_count
  from lines
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
)

select
  order_id,
  sku,
  -- The largest remainders get the cents that are left.
  {{ dbt.cast('(share_cents + case when place <= cents_left then 1 else 0 end) / 100', 'numeric(18, 2)') }} as allocated_amount
from ranked
