/** Real database servers for the tests and the demo, without containers. */
@NullMarked
package com.shopsphere.warehouse.testing;

import org.jspecify.annotations.NullMarked;
