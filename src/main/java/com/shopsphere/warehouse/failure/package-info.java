/** What can go wrong, as values: one exception and one exit code per kind of failure. */
@NullMarked
package com.shopsphere.warehouse.failure;

import org.jspecify.annotations.NullMarked;
