{{ config(materialized='table') }}

with source as (
  select * from {{ source('shopsphere', 'order_line') }}
  where {{ size_of('review') }} > 0
),

renamed as (
  select
    element.review_id,
    source.order_id,
    source.sku,
    cast(element.rating as bigint) as rating,
    element.comment as review_comment,
    cast(element.timestamp as timestamp) as reviewed_at
  from source
  {{ unnested('source.review', 'element') }}
)

select * from renamed
