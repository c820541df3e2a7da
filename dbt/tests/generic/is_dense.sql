{#
  Every combination of the columns has one row, and no second one, for every value of the other column. Its values are bits, sixty
  in a word: grouped by, they would be a group for each row.
#}
{% test is_dense(model, columns, across) %}
with numbered as (
  select {{ across }}, row_number() over (order by {{ across }}) - 1 as place
  from (select distinct {{ across }} from {{ model }}) as members
),

bits as (
  select {{ across }}, cast(floor(place / 60) as bigint) as word, cast(1 as bigint) << cast(mod(place, 60) as bigint) as bit
  from numbered
),

words as (
  select {{ columns | join(', ') }}, bits.word, count(*) as found, bit_count(bit_or(bits.bit)) as members
  from {{ model }} as model
  inner join bits on model.{{ across }} = bits.{{ across }}
  group by {{ columns | join(', ') }}, bits.word
),

expected as (
  select count(*) as members from bits
)

select {{ columns | join(', ') }}, sum(words.found) as found, sum(words.members) as found_members
from words
cross join expected
group by {{ columns | join(', ') }}, expected.members
having sum(words.found) <> expected.members or sum(words.members) <> expected.members
{% endtest %}
