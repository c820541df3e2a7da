/** The proof that the staged table has the grain and the sums of its source. */
@NullMarked
package com.shopsphere.warehouse.verify;

import org.jspecify.annotations.NullMarked;
