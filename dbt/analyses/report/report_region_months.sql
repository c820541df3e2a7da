with sales as (
  select
    orders.region_key,
    days.month_start,
    sum(orders.allocated_amount) as revenue
  from {{ ref('fct_order') }} as orders
  inner join {{ ref('dim_date') }} as days on orders.order_date_key = days.date_key
  where days.month_start is not null
  group by orders.region_key, days.month_start
),

bounds as (
  select
    min(month_start) as first_month,
    max(month_start) as last_month
  from sales
),

months as (
  select distinct days.month_start
  from {{ ref('dim_date') }} as days
  cross join bounds
  where days.month_start between bounds.first_month and bounds.last_month
),

regions as (
  select distinct region_key from sales
)

-- A month without an order is a month of 0.
select
  regions.region_key,
  months.month_start,
  coalesce(sales.revenue, 0) as revenue
from regions
cross join months
left join sales on regions.region_key = sales.region_key and months.month_start = sales.month_start
order by regions.region_key, months.month_start
