with sold as (
  select
    sku,
    sum(quantity) as units,
    sum(rating_count) as rating_count,
    sum(rating_sum) as rating_sum
  from {{ ref('fct_product_sale') }}
  group by sku
)

select
  sold.sku,
  products.product_name,
  products.category_name,
  cast(sold.units as bigint) as units,
  cast(sold.rating_count as bigint) as rating_count,
  cast(sold.rating_sum as bigint) as rating_sum
from sold
inner join {{ ref('dim_product') }} as products on sold.sku = products.sku and products.is_current
order by units desc, sold.sku
limit 15
