with versions as (
  select * from {{ ref('int_customer_versions') }}
)

select
  customer_key,
  customer_id,
  version,
  first_name,
  middle_name,
  last_name,
  email,
  country,
  home_region_id,
  home_region_name,
  primary_phone,
  phone_count,
  primary_postal_code,
  primary_street,
  primary_city,
  primary_province,
  address_count,
  valid_from,
  valid_to,
  is_current
from versions
union all
select
  {{ key_of(['null', 'null']) }},
  cast(null as string),
  cast(1 as bigint),
  'Unknown',
  cast(null as string),
  'Unknown',
  cast(null as string),
  'Unknown',
  cast(null as bigint),
  'Unknown',
  cast(null as string),
  cast(0 as bigint),
  cast(null as string),
  cast(null as string),
  cast(null as string),
  cast(null as string),
  cast(0 as bigint),
  cast('0001-01-01 00:00:00' as timestamp),
  cast(null as timestamp),
  true
