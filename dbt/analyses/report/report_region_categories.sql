select
  lines.region_key,
  products.top_category_name,
  sum(lines.allocated_amount) as revenue
from {{ ref('fct_order_line') }} as lines
inner join {{ ref('dim_product') }} as products on lines.product_key = products.product_key
group by lines.region_key, products.top_category_name
order by lines.region_key, products.top_category_name
