/** What the source database declares: tables, columns and keys. */
@NullMarked
package com.shopsphere.warehouse.catalog;

import org.jspecify.annotations.NullMarked;
