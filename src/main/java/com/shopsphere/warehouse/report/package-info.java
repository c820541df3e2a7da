/** What happened in a run, for people and for machines. */
@NullMarked
package com.shopsphere.warehouse.report;

import org.jspecify.annotations.NullMarked;
