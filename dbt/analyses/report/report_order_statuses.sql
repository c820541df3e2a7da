select
  payment_status,
  delivery_status,
  count(*) as order_count
from {{ ref('fct_order') }}
group by payment_status, delivery_status
order by order_count desc, payment_status, delivery_status
