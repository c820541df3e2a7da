/** Starts the job, knows the order of its steps, and turns every failure into one exit code. */
@NullMarked
package com.shopsphere.warehouse;

import org.jspecify.annotations.NullMarked;
