with lines as (
  select * from {{ ref('stg_shopsphere__order_lines') }}
),

members as (
  select
    payment_id,
    any_value(payment_method) as payment_method,
    any_value(payment_status) as payment_status,
    any_value(payment_amount) as payment_amount
  from lines
  where payment_id is not null
  group by payment_id
)

select
  {{ key_of(['payment_id']) }} as payment_key,
  payment_id,
  payment_method,
  payment_status,
  payment_amount
from members
union all
select
  {{ key_of(['null']) }} as payment_key,
  cast(null as string) as payment_id,
  'Unknown' as payment_method,
  'Unknown' as payment_status,
  {{ dbt.cast('null', 'numeric(18, 2)') }} as payment_amount
