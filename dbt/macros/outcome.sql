{# One line on what became of a build: dbt's own takes a line for each model and test. #}
{% macro print_outcome(results) %}
  {%- if execute and flags.WHICH in ['build', 'test'] and results %}
    {%- set passed = results | selectattr('status', 'in', ['success', 'pass', 'no-op']) | list %}
    {%- do print(passed | length ~ ' of ' ~ results | length ~ ' models, snapshots and tests passed on ' ~ target.type ~ '.') %}
  {%- endif %}
{% endmacro %}
