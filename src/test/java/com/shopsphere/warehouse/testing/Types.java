package com.shopsphere.warehouse.testing;

import com.shopsphere.warehouse.config.InvalidDates;
import com.shopsphere.warehouse.config.SpatialForm;
import com.shopsphere.warehouse.config.TinyintForm;
import com.shopsphere.warehouse.config.TypeConfig;
import com.shopsphere.warehouse.extract.TypeMapping;
import java.util.Map;

/** The choices among types that the job makes by default. */
public final class Types {

  public static final TypeConfig DEFAULTS =
      new TypeConfig(TinyintForm.INTEGER, InvalidDates.FAIL, Map.of(), SpatialForm.WKT);

  private Types() {}

  public static TypeMapping standard() {
    return new TypeMapping(DEFAULTS);
  }
}
