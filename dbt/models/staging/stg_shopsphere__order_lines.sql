{%- set columns = published_columns() -%}
{%- set total = 'order_level_total_amount' if 'order_level_total_amount' in columns else 'order_total_amount' -%}

with source as (
  select * from {{ source('shopsphere', 'order_line') }}
),

renamed as (
  select
    order_id,
    sku,
    customer_id,
    supplier_id,
    payment_id,
    shipment_id,
    {{ published_or_null(columns, 'region_id', 'bigint') }} as region_id,
    cast(quantity as bigint) as quantity,
    {{ published_or_null(columns, 'unit_price', 'numeric(18, 2)') }} as unit_price,
    {{ published_or_null(columns, 'order_total_amount_allocated', 'numeric(18, 2)') }} as published_allocated_amount,
    {{ dbt.cast(total, 'numeric(18, 2)') }} as order_total_amount,
    cast(order_timestamp as timestamp) as ordered_at,
    order_shipping_status,
    {{ published_or_null(columns, 'region_name', 'string') }} as region_name,
    {{ published_or_null(columns, 'region_currency', 'string') }} as currency,
    customer_first as customer_first_name,
    customer_middle as customer_middle_name,
    customer_last as customer_last_name,
    customer_email,
    product_name,
    product_description,
    {{ dbt.cast('product_price', 'numeric(18, 2)') }} as product_price,
    cast(product_inventory_count as bigint) as inventory_count,
    {{ published_or_null(columns, 'category_id', 'bigint') }} as category_id,
    {{ published_or_null(columns, 'category_name', 'string') }} as category_name,
    {{ published_or_null(columns, 'parent_category_name', 'string') }} as parent_category_name,
    supplier_name,
    supplier_detail,
    supplier_email_business_email as supplier_email,
    supplier_email_type,
    payment_method,
    -- A FLOAT of 32 bits: times 1e0 it is one of 64, which DuckDB rounds to the cent as BigQuery does.
    {{ dbt.cast('payment_amount * 1e0', 'numeric(18, 2)') }} as payment_amount,
    payment_status,
    shipment_delivery_method as delivery_method,
    shipment_delivery_status as delivery_status
  from source
)

select * from renamed
