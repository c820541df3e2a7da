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
  {{ key_of(['null', 'null']) }} as product_key,
  cast(null as string) as sku,
  cast(1 as bigint) as version,
  'Unknown' as product_name,
  cast(null as string) as product_description,
  {{ dbt.cast('null', 'numeric(18, 2)') }} as list_price,
  cast(null as bigint) as category_id,
  'Unknown' as category_name,
  'Unknown' as top_category_name,
  cast(null as string) as supplier_id,
  cast('0001-01-01 00:00:00' as timestamp) as valid_from,
  cast(null as timestamp) as valid_to,
  true as is_current
