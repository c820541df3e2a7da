{# What a unit was sold for; where the source does not keep it, what it costs in the shop. #}
{% macro sold_price(lines) -%}
  coalesce({{ lines }}.unit_price, {{ lines }}.product_price)
{%- endmacro %}
