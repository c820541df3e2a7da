/** BigQuery without a cloud: one emulator for the real Spark connector, another for dbt. */
@NullMarked
package com.shopsphere.warehouse.testing.bigquery;

import org.jspecify.annotations.NullMarked;
