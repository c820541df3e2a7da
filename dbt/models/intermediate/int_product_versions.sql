with snapshots as (
  select * from {{ ref('snap_products') }}
),

numbered as (
  select
    *,
    row_number() over (partition by sku order by dbt_valid_from) as version
  from snapshots
)

select
  {{ key_of(['sku', 'version']) }} as product_key,
  sku,
  product_name,
  product_description,
  list_price,
  inventory_count,
  supplier_id,
  category_id,
  category_name,
  top_category_name,
  seen_at,
  version,
  -- Nothing is known of the time before the first build, so the first version stands for it: no fact is orphaned.
  case when version = 1 then cast('0001-01-01 00:00:00' as timestamp) else dbt_valid_from end as valid_from,
  dbt_valid_to as valid_to,
  dbt_valid_to is null as is_current
from numbered
