{# The totals of every fact, and of the manifest. #}
{% macro totals_beside_the_manifest() %}
{%- for fact, lines in [('fct_order_line', 'count(*)'), ('fct_order', 'sum(line_count)'), ('fct_product_sale', 'count(*)'), ('fct_product_sale_daily', 'sum(line_count)')] %}
select
  '{{ fact }}' as counted,
  cast(coalesce({{ lines }}, 0) as string) as line_count,
  cast(coalesce(sum(quantity), 0) as string) as units,
  cast(coalesce(sum(allocated_amount), 0) as string) as revenue
from {{ ref(fact) }}
union all
{%- endfor %}
select
  'the manifest',
  {{ expected_of_check('document', 'rows') }},
  {{ expected_of_check('document', 'sum of quantity') }},
  coalesce({{ expected_of_check('document', 'sum of order_total_amount_allocated') }}, '(not summed)')
from {{ ref('stg_shopsphere__manifest') }}
{% endmacro %}

{# For a person to see. #}
{% macro print_totals() %}
  {%- do print('%-24s %12s %12s %18s' | format('', 'lines', 'units', 'revenue')) %}
  {%- for row in run_query(totals_beside_the_manifest()).rows %}
    {%- do print('%-24s %12s %12s %18s' | format(row[0], row[1], row[2], row[3])) %}
  {%- endfor %}
{% endmacro %}
