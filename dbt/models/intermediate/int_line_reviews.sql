with reviews as (
  select * from {{ ref('stg_shopsphere__reviews') }}
),

ranked as (
  select
    *,
    row_number() over (
      partition by order_id, sku
      order by case when reviewed_at is null then 1 else 0 end asc, reviewed_at desc, review_id asc
    ) as place
  from reviews
)

select
  order_id,
  sku,
  max(case when place = 1 then review_id end) as review_id,
  max(case when place = 1 then reviewed_at end) as reviewed_at,
  max(case when place = 1 then rating end) as rating,
  count(*) as review_count,
  count(rating) as rating_count,
  coalesce(sum(rating), 0) as rating_sum
from ranked
group by order_id, sku
