select
  regions.region_key,
  regions.region_id,
  regions.region_name,
  regions.currency,
  count(*) as order_count,
  cast(sum(orders.quantity) as bigint) as units,
  sum(orders.allocated_amount) as revenue
from {{ ref('fct_order') }} as orders
inner join {{ ref('dim_region') }} as regions on orders.region_key = regions.region_key
group by regions.region_key, regions.region_id, regions.region_name, regions.currency
order by order_count desc, regions.region_name
