/** Real database servers, a small Spark and hand-written catalogs, for the tests and the demo. */
@NullMarked
package com.shopsphere.warehouse.testing;

import org.jspecify.annotations.NullMarked;
