with days_met as (
  select cast(ordered_at as date) as day from {{ ref('stg_shopsphere__order_lines') }}
  union all
  select cast(reviewed_at as date) as day from {{ ref('stg_shopsphere__reviews') }}
),

bounds as (
  select
    coalesce(min(extract(year from day)), 2000) as first_year,
    coalesce(max(extract(year from day)), 2000) as last_year
  from days_met
),

years as (
  select
    cast(concat(cast(first_year as string), '-01-01') as date) as first_day,
    cast(concat(cast(last_year as string), '-12-31') as date) as last_day
  from bounds
),

days as (
  select cast(element as date) as date_day
  from years
  {{ unnested(days_from('first_day', 'last_day'), 'element') }}
),

parts as (
  select
    date_day,
    cast(extract(year from date_day) as bigint) as calendar_year,
    cast(extract(quarter from date_day) as bigint) as calendar_quarter,
    cast(extract(month from date_day) as bigint) as month_of_year,
    cast(extract(day from date_day) as bigint) as day_of_month,
    cast(extract(isoyear from date_day) as bigint) as iso_year,
    cast({{ iso_week('date_day') }} as bigint) as iso_week,
    cast({{ iso_weekday('date_day') }} as bigint) as iso_weekday
  from days
)

select
  cast({{ date_key('date_day') }} as bigint) as date_key,
  date_day,
  calendar_year,
  calendar_quarter,
  month_of_year,
  substr('JanFebMarAprMayJunJulAugSepOctNovDec', month_of_year * 3 - 2, 3) as month_name,
  cast({{ dbt.date_trunc('month', 'date_day') }} as date) as month_start,
  day_of_month,
  iso_year,
  iso_week,
  iso_weekday,
  substr('MonTueWedThuFriSatSun', iso_weekday * 3 - 2, 3) as weekday_name,
  iso_weekday > 5 as is_weekend
from parts
union all
select
  cast(0 as bigint) as date_key,
  cast(null as date) as date_day,
  cast(null as bigint) as calendar_year,
  cast(null as bigint) as calendar_quarter,
  cast(null as bigint) as month_of_year,
  'Unknown' as month_name,
  cast(null as date) as month_start,
  cast(null as bigint) as day_of_month,
  cast(null as bigint) as iso_year,
  cast(null as bigint) as iso_week,
  cast(null as bigint) as iso_weekday,
  'Unknown' as weekday_name,
  cast(null as boolean) as is_weekend
