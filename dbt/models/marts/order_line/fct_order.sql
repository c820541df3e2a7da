with lines as (
  select * from {{ ref('int_order_lines') }}
)

-- What belongs to the order is the same on each of its lines, so max only picks it.
select
  order_id,
  max(customer_key) as customer_key,
  max(payment_key) as payment_key,
  max(delivery_key) as delivery_key,
  max(region_key) as region_key,
  max(order_date_key) as order_date_key,
  max(order_date) as order_date,
  max(order_shipping_status) as shipping_status,
  coalesce(max(payment_status), 'None') as payment_status,
  coalesce(max(delivery_status), 'None') as delivery_status,
  case
    when max(shipment_id) is not null then 'Shipped'
    when max(payment_id) is not null then 'Paid'
    else 'Placed'
  end as order_state,
  max(payment_id) is not null as has_payment,
  max(shipment_id) is not null as has_shipment,
  sum(review_count) > 0 as has_review,
  count(*) as line_count,
  cast(sum(quantity) as bigint) as quantity,
  {{ dbt.cast('sum(line_amount)', 'numeric(18, 2)') }} as line_amount,
  {{ dbt.cast('sum(allocated_amount)', 'numeric(18, 2)') }} as allocated_amount,
  max(order_total_amount) as total_amount
from lines
group by order_id
