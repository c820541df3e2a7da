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
    cast(abs(order_total_amount) * 100 as bigint) as total_cents,
    cast(quantity * coalesce(unit_price, product_price) * 100 as bigint) as line_cents
  from lines
),

weighed as (
  select
    *,
    count(*) over (partition by order_id) as order_product_count,
    -- An order whose lines cost nothing shares its total by equal parts.
    case
      when sum(line_cents) over (partition by order_id) > 0 then line_cents
      else 1
    end as weight
  from priced
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
)

select
  order_id,
  sku,
  unit_price,
  is_list_price,
  order_product_count,
  cast(quantity * unit_price as numeric(18, 2)) as line_amount,
  -- The job's own allocation where it was asked for one; else the largest remainders get the cents that are left.
  coalesce(
    published_allocated_amount,
    cast(
      cast(sign(order_total_amount) * (share_cents + case when place <= cents_left then 1 else 0 end) as numeric(18, 2))
      / 100 as numeric(18, 2)
    )
  ) as allocated_amount
from ranked
