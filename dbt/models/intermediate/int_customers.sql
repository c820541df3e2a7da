with lines as (
  select * from {{ ref('stg_shopsphere__order_lines') }}
),

manifest as (
  select snapshot_at from {{ ref('stg_shopsphere__manifest') }}
),

-- Every line of a customer repeats the customer, so any aggregate that skips no value would do.
customers as (
  select
    customer_id,
    max(customer_first_name) as first_name,
    max(customer_middle_name) as middle_name,
    max(customer_last_name) as last_name,
    max(customer_email) as email
  from lines
  where customer_id is not null
  group by customer_id
),

first_orders as (
  select
    customer_id,
    region_id,
    region_name,
    row_number() over (
      partition by customer_id
      order by case when ordered_at is null then 1 else 0 end, ordered_at, order_id, sku
    ) as place
  from lines
  where customer_id is not null
),

phones as (
  select
    customer_id,
    min(phone) as phone,
    count(*) as phone_count
  from {{ ref('stg_shopsphere__customer_phones') }}
  group by customer_id
),

addresses as (
  select
    *,
    row_number() over (partition by customer_id order by postal_code) as place,
    count(*) over (partition by customer_id) as address_count
  from {{ ref('stg_shopsphere__customer_addresses') }}
)

select
  customers.customer_id,
  customers.first_name,
  customers.middle_name,
  customers.last_name,
  customers.email,
  first_orders.region_id as home_region_id,
  first_orders.region_name as home_region_name,
  phones.phone as primary_phone,
  coalesce(phones.phone_count, 0) as phone_count,
  addresses.postal_code as primary_postal_code,
  addresses.street as primary_street,
  addresses.city as primary_city,
  addresses.province as primary_province,
  addresses.country,
  coalesce(addresses.address_count, 0) as address_count,
  manifest.snapshot_at as seen_at
from customers
inner join first_orders
  on customers.customer_id = first_orders.customer_id and first_orders.place = 1
left join phones on customers.customer_id = phones.customer_id
left join addresses
  on customers.customer_id = addresses.customer_id and addresses.place = 1
cross join manifest
