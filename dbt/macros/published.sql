{# The columns that the published table has: a database of thirteen tables lacks regions, categories and unit prices. #}
{% macro published_columns() %}
  {%- if not execute -%}{{ return([]) }}{%- endif -%}
  {{- return(adapter.dispatch('published_columns', 'shopsphere')(source('shopsphere', 'order_line'))) -}}
{% endmacro %}

{% macro default__published_columns(relation) %}
  {{- return(run_query('select * from ' ~ relation ~ ' limit 0').column_names | list) -}}
{% endmacro %}

{% macro bigquery__published_columns(relation) %}
  {{- return(adapter.get_columns_in_relation(relation) | map(attribute='name') | list) -}}
{% endmacro %}

{% macro published_or_null(columns, name, type) -%}
  {{ dbt.cast(name if name in columns else 'null', type) }}
{%- endmacro %}
