select
  products.top_category_name,
  products.category_name,
  cast(sum(lines.quantity) as bigint) as units
from {{ ref('fct_order_line') }} as lines
inner join {{ ref('dim_product') }} as products on lines.product_key = products.product_key
group by products.top_category_name, products.category_name
order by units desc, products.top_category_name, products.category_name
