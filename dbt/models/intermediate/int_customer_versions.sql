with snapshots as (
  select * from {{ ref('snap_customers') }}
),

numbered as (
  select
    *,
    row_number() over (partition by customer_id order by dbt_valid_from) as version
  from snapshots
)

select
  {{ key_of(['customer_id', 'version']) }} as customer_key,
  customer_id,
  first_name,
  middle_name,
  last_name,
  email,
  home_region_id,
  home_region_name,
  primary_phone,
  phone_count,
  primary_postal_code,
  primary_street,
  primary_city,
  primary_province,
  country,
  address_count,
  seen_at,
  version,
  -- Nothing is known of the time before the first build, so the first version stands for it: no fact is orphaned.
  case when version = 1 then cast('0001-01-01 00:00:00' as timestamp) else dbt_valid_from end as valid_from,
  dbt_valid_to as valid_to,
  dbt_valid_to is null as is_current
from numbered
