with lines as (
  select * from {{ ref('stg_shopsphere__order_lines') }}
),

members as (
  select
    region_id,
    any_value(region_name) as region_name,
    any_value(currency) as currency
  from lines
  where region_id is not null
  group by region_id
)

select
  {{ key_of(['region_id']) }} as region_key,
  region_id,
  region_name,
  currency
from members
union all
select
  {{ key_of(['null']) }} as region_key,
  cast(null as bigint) as region_id,
  'Unknown' as region_name,
  cast(null as string) as currency
