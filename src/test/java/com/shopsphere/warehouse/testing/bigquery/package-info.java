/** A BigQuery without a cloud, for tests of the real Spark connector. */
@NullMarked
package com.shopsphere.warehouse.testing.bigquery;

import org.jspecify.annotations.NullMarked;
