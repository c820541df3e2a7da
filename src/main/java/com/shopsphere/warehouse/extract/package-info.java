/** MySQL to DataFrames: types, splits and reads. */
@NullMarked
package com.shopsphere.warehouse.extract;

import org.jspecify.annotations.NullMarked;
