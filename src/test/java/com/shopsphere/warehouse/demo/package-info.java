/**
 * Makes Shopsphere's operational database and fills it with data that is as awkward as real data.
 */
@NullMarked
package com.shopsphere.warehouse.demo;

import org.jspecify.annotations.NullMarked;
