{#
  Whether a version holds at an instant; what has no instant belongs to the version that holds now. Two comparisons, each side of
  which knows one table alone: of a CASE, DuckDB would make a loop over all versions for each line.
#}
{% macro holds_at(version, instant) -%}
  {%- set at = "coalesce(" ~ instant ~ ", cast('9999-12-30 00:00:00' as timestamp))" -%}
  {{ at }} >= {{ version }}.valid_from
    and {{ at }} < coalesce({{ version }}.valid_to, cast('9999-12-31 00:00:00' as timestamp))
{%- endmacro %}
