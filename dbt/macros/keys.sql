{#
  A key that depends on natural keys alone: the same in every build and on every engine. NULL has a marker of its own, so that
  the key of a missing member is the key of the dimension's unknown member.
#}
{% macro key_of(columns) -%}
  {%- set parts = [] -%}
  {%- for column in columns -%}
    {%- if not loop.first -%}{%- do parts.append("'|'") -%}{%- endif -%}
    {%- do parts.append("coalesce(cast(" ~ column ~ " as string), '<null>')") -%}
  {%- endfor -%}
  {{ dbt.hash(dbt.concat(parts)) }}
{%- endmacro %}

{% macro date_key(day) -%}
  {%- set date = 'cast(' ~ day ~ ' as date)' -%}
  coalesce(extract(year from {{ date }}) * 10000 + extract(month from {{ date }}) * 100 + extract(day from {{ date }}), 0)
{%- endmacro %}
