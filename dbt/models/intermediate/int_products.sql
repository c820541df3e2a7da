with lines as (
  select * from {{ ref('stg_shopsphere__order_lines') }}
),

manifest as (
  select snapshot_at from {{ ref('stg_shopsphere__manifest') }}
),

products as (
  select
    sku,
    max(product_name) as product_name,
    max(product_description) as product_description,
    max(product_price) as list_price,
    max(inventory_count) as inventory_count,
    max(supplier_id) as supplier_id,
    max(category_id) as category_id,
    max(category_name) as category_name,
    -- A category without a parent is itself at the top.
    max(coalesce(parent_category_name, category_name)) as top_category_name
  from lines
  group by sku
)

select
  products.*,
  manifest.snapshot_at as seen_at
from products
cross join manifest
