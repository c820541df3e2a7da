with lines as (
  select * from {{ ref('int_order_lines') }}
)

-- What belongs to the order is the same on each of its lines, so any of them will do.
select
  order_id,
  any_value(customer_key) as customer_key,
  any_value(payment_key) as payment_key,
  any_value(delivery_key) as delivery_key,
  any_value(region_key) as region_key,
  any_value(order_date_key) as order_date_key,
  any_value(order_date) as order_date,
  any_value(order_shipping_status) as shipping_status,
  coalesce(any_value(payment_status), 'None') as payment_status,
  coalesce(any_value(delivery_status), 'None') as delivery_status,
  case
    when any_value(has_shipment) then 'Shipped'
    when any_value(has_payment) then 'Paid'
    else 'Placed'
  end as order_state,
  any_value(has_payment) as has_payment,
  any_value(has_shipment) as has_shipment,
  sum(review_count) > 0 as has_review,
  count(*) as line_count,
  cast(sum(quantity) as bigint) as quantity,
  {{ dbt.cast('sum(line_amount)', 'numeric(18, 2)') }} as line_amount,
  {{ dbt.cast('sum(allocated_amount)', 'numeric(18, 2)') }} as allocated_amount,
  any_value(order_total_amount) as total_amount
from lines
group by order_id
