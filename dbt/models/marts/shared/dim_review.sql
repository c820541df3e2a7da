with reviews as (
  select * from {{ ref('stg_shopsphere__reviews') }}
)

select
  {{ key_of(['review_id']) }} as review_key,
  review_id,
  rating,
  review_comment,
  reviewed_at,
  cast({{ date_key('reviewed_at') }} as bigint) as review_date_key
from reviews
union all
select
  {{ key_of(['null']) }},
  cast(null as string),
  cast(null as bigint),
  cast(null as string),
  cast(null as timestamp),
  cast(0 as bigint)
