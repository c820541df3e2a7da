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

-- The job's own allocation is kept; the rest is for orders that it was not asked to allocate.
unallocated as (
  select
    order_id,
    sku,
    order_total_amount,
    cast(abs(order_total_amount) * 100 as bigint) as total_cents,
    cast(quantity * unit_price * 100 as bigint) as line_cents
  from priced
  where published_allocated_amount is null
),

weighed as (
  select
    *,
    -- An order whose lines cost nothing shares its total by equal parts.
    case
      when sum(line_cents) over (partition by order_id) > 0 then line_cents
      else 1
    end as weight
  from unallocated
),

summed as (
  select
    *,
    sum(weight) over (partition by order_id) as weights
  from weighed
),

shared as (
  select
    *,
    {{ whole_share('total_cents', 'weight', 'weights') }} as share_cents,
    {{ share_remainder('total_cents', 'weight', 'weights') }} as remainder
  from summed
),

ranked as (
  select
    *,
    total_cents - sum(share_cents) over (partition by order_id) as cents_left,
    row_number() over (partition by order_id order by remainder desc, sku) as place
  from shared
),

allocated as (
  select
    order_id,
    sku,
    -- The largest remainders get the cents that are left.
    cast(
      cast(sign(order_total_amount) * (share_cents + case when place <= cents_left then 1 else 0 end) as numeric(18, 2))
      / 100 as numeric(18, 2)
    ) as allocated_amount
  from ranked
)

select
  priced.order_id,
  priced.sku,
  priced.unit_price,
  priced.is_list_price,
  priced.order_product_count,
  cast(priced.quantity * priced.unit_price as numeric(18, 2)) as line_amount,
  coalesce(priced.published_allocated_amount, allocated.allocated_amount) as allocated_amount
from priced
left join allocated
  on priced.order_id = allocated.order_id and priced.sku = allocated.sku
