/** From a merge tree and one DataFrame a node to one DataFrame at the grain. */
@NullMarked
package com.shopsphere.warehouse.merge;

import org.jspecify.annotations.NullMarked;
