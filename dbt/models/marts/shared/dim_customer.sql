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
  {{ key_of(['null', 'null']) }} as customer_key,
  cast(null as string) as customer_id,
  cast(1 as bigint) as version,
  'Unknown' as first_name,
  cast(null as string) as middle_name,
  'Unknown' as last_name,
  cast(null as string) as email,
  'Unknown' as country,
  cast(null as bigint) as home_region_id,
  'Unknown' as home_region_name,
  cast(null as string) as primary_phone,
  cast(0 as bigint) as phone_count,
  cast(null as string) as primary_postal_code,
  cast(null as string) as primary_street,
  cast(null as string) as primary_city,
  cast(null as string) as primary_province,
  cast(0 as bigint) as address_count,
  cast('0001-01-01 00:00:00' as timestamp) as valid_from,
  cast(null as timestamp) as valid_to,
  true as is_current
