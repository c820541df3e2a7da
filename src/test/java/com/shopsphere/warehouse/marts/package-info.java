/** The marts that dbt builds of what the job publishes: submit/marts.sh on real data. */
@NullMarked
package com.shopsphere.warehouse.marts;

import org.jspecify.annotations.NullMarked;
