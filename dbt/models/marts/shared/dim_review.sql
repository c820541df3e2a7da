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
  {{ key_of(['null']) }} as review_key,
  cast(null as string) as review_id,
  cast(null as bigint) as rating,
  cast(null as string) as review_comment,
  cast(null as timestamp) as reviewed_at,
  cast(0 as bigint) as review_date_key
