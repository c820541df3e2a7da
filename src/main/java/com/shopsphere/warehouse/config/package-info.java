/** Every setting, checked before Spark starts: HOCON in, validated records out. */
@NullMarked
package com.shopsphere.warehouse.config;

import org.jspecify.annotations.NullMarked;
