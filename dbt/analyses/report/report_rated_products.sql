{%- set least_ratings = 5 %}

with sold as (
  select
    sku,
    sum(quantity) as units,
    sum(rating_count) as rating_count,
    sum(rating_sum) as rating_sum
  from {{ ref('fct_product_sale') }}
  group by sku
),

rated as (
  select
    *,
    count(*) over () as rated_product_count
  from sold
  where rating_count >= {{ least_ratings }} and units > 0
)

select
  {{ least_ratings }} as least_ratings,
  rated.rated_product_count,
  rated.sku,
  products.product_name,
  cast(rated.units as bigint) as units,
  cast(rated.rating_count as bigint) as rating_count,
  cast(rated.rating_sum as bigint) as rating_sum
from rated
inner join {{ ref('dim_product') }} as products on rated.sku = products.sku and products.is_current
order by rating_count desc, rated.sku
limit 2000
