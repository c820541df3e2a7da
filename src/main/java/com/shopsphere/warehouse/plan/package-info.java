/** What to do, as data: the merge tree and the names of its columns. No Spark, no JDBC. */
@NullMarked
package com.shopsphere.warehouse.plan;

import org.jspecify.annotations.NullMarked;
