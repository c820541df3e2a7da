/** BigQuery's and Cloud Storage's own interfaces, as far as a publication needs them. */
@NullMarked
package com.shopsphere.warehouse.bigquery;

import org.jspecify.annotations.NullMarked;
