{{ totals_beside_the_manifest() }}
