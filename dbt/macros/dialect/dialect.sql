{# What DuckDB and BigQuery say differently. DuckDB is the default. #}

{#
  BigQuery refuses a cast to numeric(18, 2): the scale is rounded to instead. dbt itself casts by this macro where it compares a
  model with its contract.
#}
{% macro bigquery__cast(field, type) -%}
  {%- set decimal = modules.re.match('numeric *[(] *[0-9]+ *, *([0-9]+) *[)]$', type) -%}
  {%- if decimal -%}
    round(cast({{ field }} as numeric), {{ decimal.group(1) }})
  {%- else -%}
    cast({{ field }} as {{ type }})
  {%- endif -%}
{%- endmacro %}

{% macro unnested(column, element) %}
  {{- return(adapter.dispatch('unnested', 'shopsphere')(column, element)) -}}
{% endmacro %}

{% macro default__unnested(column, element) -%}
  cross join unnest({{ column }}) as unnested_{{ element }} ({{ element }})
{%- endmacro %}

{% macro bigquery__unnested(column, element) -%}
  cross join unnest({{ column }}) as {{ element }}
{%- endmacro %}

{% macro size_of(column) %}
  {{- return(adapter.dispatch('size_of', 'shopsphere')(column)) -}}
{% endmacro %}

{% macro default__size_of(column) -%}
  len({{ column }})
{%- endmacro %}

{% macro bigquery__size_of(column) -%}
  array_length({{ column }})
{%- endmacro %}

{% macro days_from(first_day, last_day) %}
  {{- return(adapter.dispatch('days_from', 'shopsphere')(first_day, last_day)) -}}
{% endmacro %}

{% macro default__days_from(first_day, last_day) -%}
  generate_series(cast({{ first_day }} as timestamp), cast({{ last_day }} as timestamp), interval 1 day)
{%- endmacro %}

{% macro bigquery__days_from(first_day, last_day) -%}
  generate_date_array({{ first_day }}, {{ last_day }})
{%- endmacro %}

{% macro iso_week(day) %}
  {{- return(adapter.dispatch('iso_week', 'shopsphere')(day)) -}}
{% endmacro %}

{% macro default__iso_week(day) -%}
  extract(week from {{ day }})
{%- endmacro %}

{% macro bigquery__iso_week(day) -%}
  extract(isoweek from {{ day }})
{%- endmacro %}

{% macro iso_weekday(day) %}
  {{- return(adapter.dispatch('iso_weekday', 'shopsphere')(day)) -}}
{% endmacro %}

{% macro default__iso_weekday(day) -%}
  extract(isodow from {{ day }})
{%- endmacro %}

{% macro bigquery__iso_weekday(day) -%}
  mod(extract(dayofweek from {{ day }}) + 5, 7) + 1
{%- endmacro %}

{# What amount * weight / weights leaves: exact, as a product of cents has up to 24 digits; below zero where the product is. #}
{% macro remainder_of_share(amount, weight, weights) %}
  {{- return(adapter.dispatch('remainder_of_share', 'shopsphere')(amount, weight, weights)) -}}
{% endmacro %}

{% macro default__remainder_of_share(amount, weight, weights) -%}
  (cast({{ amount }} as hugeint) * {{ weight }}) % {{ weights }}
{%- endmacro %}

{% macro bigquery__remainder_of_share(amount, weight, weights) -%}
  mod(cast({{ amount }} as numeric) * {{ weight }}, {{ weights }})
{%- endmacro %}

{# amount * weight / weights without the remainder: a whole number. #}
{% macro whole_share(amount, weight, weights, remainder) %}
  {{- return(adapter.dispatch('whole_share', 'shopsphere')(amount, weight, weights, remainder)) -}}
{% endmacro %}

{% macro default__whole_share(amount, weight, weights, remainder) -%}
  cast((cast({{ amount }} as hugeint) * {{ weight }} - {{ remainder }}) // {{ weights }} as bigint)
{%- endmacro %}

{% macro bigquery__whole_share(amount, weight, weights, remainder) -%}
  cast(div((cast({{ amount }} as numeric) * {{ weight }} - {{ remainder }}), {{ weights }}) as int64)
{%- endmacro %}

{% macro partitioned_by(column) %}
  {{- return({'field': column, 'data_type': 'date', 'granularity': 'month'} if target.type == 'bigquery' else none) -}}
{% endmacro %}

{% macro clustered_by(columns) %}
  {{- return(columns if target.type == 'bigquery' else none) -}}
{% endmacro %}

{% macro expected_of_check(document, check) %}
  {{- return(adapter.dispatch('expected_of_check', 'shopsphere')(document, check)) -}}
{% endmacro %}

{% macro default__expected_of_check(document, check) -%}
  (list_extract(
    list_filter(
      cast(json_extract({{ document }}, '$.checks') as json[]),
      lambda listed: json_extract_string(listed, '$.name') = '{{ check }}'
    ),
    1
  ) ->> '$.expected')
{%- endmacro %}

{% macro bigquery__expected_of_check(document, check) -%}
  (
    select json_value(listed, '$.expected')
    from unnest(json_extract_array({{ document }}, '$.checks')) as listed
    where json_value(listed, '$.name') = '{{ check }}'
  )
{%- endmacro %}

{% macro text_of_json(document, path) %}
  {{- return(adapter.dispatch('text_of_json', 'shopsphere')(document, path)) -}}
{% endmacro %}

{% macro default__text_of_json(document, path) -%}
  json_extract_string({{ document }}, '{{ path }}')
{%- endmacro %}

{% macro bigquery__text_of_json(document, path) -%}
  json_value({{ document }}, '{{ path }}')
{%- endmacro %}
