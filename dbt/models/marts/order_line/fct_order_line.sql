{{
  config(
    materialized='incremental',
    incremental_strategy='merge',
    unique_key='order_line_key',
    on_schema_change='fail',
    partition_by=partitioned_by('order_date'),
    cluster_by=clustered_by(['customer_key', 'product_key']),
    post_hook="{% if is_incremental() %}merge into {{ this }} as known using {{ ref('int_order_lines') }} as lines on known.order_line_key = lines.order_line_key when not matched by source then delete{% endif %}"
  )
}}

{% set columns = [
  'order_line_key', 'order_id', 'sku', 'customer_key', 'product_key', 'payment_key', 'delivery_key', 'region_key',
  'order_date_key', 'order_date', 'ordered_at', 'quantity', 'unit_price', 'is_list_price', 'line_amount', 'allocated_amount',
  'order_product_count'
] %}

with lines as (
  select
    {% for column in columns %}
      {{ column }},
    {% endfor %}
    order_total_amount as order_level_total_amount
  from {{ ref('int_order_lines') }}
),

newest as (
  select max(order_date) as order_date
  from {{ this if is_incremental() else 'lines' }}
)

select lines.*
from lines
cross join newest
{% if is_incremental() %}
  left join {{ this }} as known on lines.order_line_key = known.order_line_key
  -- A line of an old order changes too: another line of the order is cancelled, and its share of the total grows.
  where
    lines.order_date is null
    or lines.order_date >= cast({{ dbt.dateadd('day', -1 * var('look_back_days'), 'newest.order_date') }} as date)
    {% for column in columns + ['order_level_total_amount'] %}
      or lines.{{ column }} is distinct from known.{{ column }}
    {% endfor %}
{% endif %}
