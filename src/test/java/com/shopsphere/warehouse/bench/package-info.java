/** Reads tables to nowhere, for {@code bench/read.sh}: our reader beside what Java offers. */
@NullMarked
package com.shopsphere.warehouse.bench;

import org.jspecify.annotations.NullMarked;
