/** Stages a table and publishes it in one atomic step. */
@NullMarked
package com.shopsphere.warehouse.load;

import org.jspecify.annotations.NullMarked;
