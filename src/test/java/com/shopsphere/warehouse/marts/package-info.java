/** The marts that dbt builds from what the job publishes. */
@NullMarked
package com.shopsphere.warehouse.marts;

import org.jspecify.annotations.NullMarked;
