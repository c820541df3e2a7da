with versions as (
  select * from {{ ref('int_product_versions') }}
)

select
  product_key,
  sku,
  version,
  product_name,
  product_description,
  list_price,
  category_id,
  coalesce(category_name, 'Unknown') as category_name,
  coalesce(top_category_name, 'Unknown') as top_category_name,
  supplier_id,
  valid_from,
  valid_to,
  is_current
from versions
union all
select
  {{ key_of(['null', 'null']) }},
  cast(null as string),
  cast(1 as bigint),
  'Unknown',
  cast(null as string),
  {{ dbt.cast('null', 'numeric(18, 2)') }},
  cast(null as bigint),
  'Unknown',
  'Unknown',
  cast(null as string),
  cast('0001-01-01 00:00:00' as timestamp),
  cast(null as timestamp),
  true
