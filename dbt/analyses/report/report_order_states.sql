select
  days.month_start,
  orders.order_state,
  count(*) as order_count
from {{ ref('fct_order') }} as orders
inner join {{ ref('dim_date') }} as days on orders.order_date_key = days.date_key
group by days.month_start, orders.order_state
order by days.month_start, orders.order_state
