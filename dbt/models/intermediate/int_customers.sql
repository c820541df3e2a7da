with lines as (
  select * from {{ ref('stg_shopsphere__order_lines') }}
),

manifest as (
  select snapshot_at from {{ ref('stg_shopsphere__manifest') }}
),

-- Every line of a customer repeats the customer, so any of them will do.
customers as (
  select
    customer_id,
    any_value(customer_first_name) as first_name,
    any_value(customer_middle_name) as middle_name,
    any_value(customer_last_name) as last_name,
    any_value(customer_email) as email,
    min(ordered_at) as first_ordered_at
  from lines
  where customer_id is not null
  group by customer_id
),

first_orders as (
  select
    lines.customer_id,
    lines.region_id,
    lines.region_name,
    row_number() over (partition by lines.customer_id order by lines.order_id, lines.sku) as place
  from lines
  inner join customers
    on
      lines.customer_id = customers.customer_id
      and lines.ordered_at is not distinct from customers.first_ordered_at
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
  select *
  from {{ ref('stg_shopsphere__customer_addresses') }}
),

address_counts as (
  select
    customer_id,
    min(postal_code) as postal_code,
    count(*) as address_count
  from addresses
  group by customer_id
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
  coalesce(address_counts.address_count, 0) as address_count,
  manifest.snapshot_at as seen_at
from customers
inner join first_orders
  on customers.customer_id = first_orders.customer_id and first_orders.place = 1
left join phones on customers.customer_id = phones.customer_id
left join address_counts on customers.customer_id = address_counts.customer_id
left join addresses
  on address_counts.customer_id = addresses.customer_id and address_counts.postal_code = addresses.postal_code
cross join manifest
