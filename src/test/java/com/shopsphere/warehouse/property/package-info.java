/** Random schemas, and what MySQL itself makes of them. */
@NullMarked
package com.shopsphere.warehouse.property;

import org.jspecify.annotations.NullMarked;
