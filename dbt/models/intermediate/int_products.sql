with lines as (
  select * from {{ ref('stg_shopsphere__order_lines') }}
),

manifest as (
  select snapshot_at from {{ ref('stg_shopsphere__manifest') }}
),

products as (
  select
    sku,
    any_value(product_name) as product_name,
    any_value(product_description) as product_description,
    any_value(product_price) as list_price,
    any_value(inventory_count) as inventory_count,
    any_value(supplier_id) as supplier_id,
    any_value(category_id) as category_id,
    any_value(category_name) as category_name,
    -- A category without a parent is itself at the top.
    any_value(coalesce(parent_category_name, category_name)) as top_category_name
  from lines
  group by sku
)

select
  products.*,
  manifest.snapshot_at as seen_at
from products
cross join manifest
