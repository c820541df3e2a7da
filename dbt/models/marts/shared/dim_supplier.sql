with lines as (
  select * from {{ ref('stg_shopsphere__order_lines') }}
),

members as (
  select
    supplier_id,
    any_value(supplier_name) as supplier_name,
    any_value(supplier_detail) as supplier_detail,
    any_value(supplier_email) as email,
    any_value(supplier_email_type) as email_type
  from lines
  where supplier_id is not null
  group by supplier_id
)

select
  {{ key_of(['supplier_id']) }} as supplier_key,
  supplier_id,
  supplier_name,
  supplier_detail,
  email,
  email_type
from members
union all
select
  {{ key_of(['null']) }} as supplier_key,
  cast(null as string) as supplier_id,
  'Unknown' as supplier_name,
  cast(null as string) as supplier_detail,
  cast(null as string) as email,
  cast(null as string) as email_type
