/** The ways in which the job is submitted and scheduled, up to what they send to Google. */
@NullMarked
package com.shopsphere.warehouse.submit;

import org.jspecify.annotations.NullMarked;
