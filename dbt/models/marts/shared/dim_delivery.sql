with lines as (
  select * from {{ ref('stg_shopsphere__order_lines') }}
),

members as (
  select
    shipment_id,
    any_value(delivery_method) as delivery_method,
    any_value(delivery_status) as delivery_status
  from lines
  where shipment_id is not null
  group by shipment_id
)

select
  {{ key_of(['shipment_id']) }} as delivery_key,
  shipment_id,
  delivery_method,
  delivery_status
from members
union all
select
  {{ key_of(['null']) }} as delivery_key,
  cast(null as string) as shipment_id,
  'Unknown' as delivery_method,
  'Unknown' as delivery_status
