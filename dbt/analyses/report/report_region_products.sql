with sold as (
  select
    region_key,
    sku,
    sum(allocated_amount) as revenue
  from {{ ref('fct_product_sale') }}
  group by region_key, sku
),

ranked as (
  select
    *,
    row_number() over (partition by region_key order by revenue desc, sku) as place
  from sold
)

select
  ranked.region_key,
  ranked.place,
  ranked.sku,
  products.product_name,
  ranked.revenue
from ranked
inner join {{ ref('dim_product') }} as products on ranked.sku = products.sku and products.is_current
where ranked.place <= 5
order by ranked.region_key, ranked.place
