package com.shopsphere.warehouse.report;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectWriter;

/** Writes plans as JSON, in ASCII: standard output may be in any encoding. */
final class PlanJson {

  private static final ObjectWriter ASCII = Json.WRITER.with(JsonWriteFeature.ESCAPE_NON_ASCII);

  private PlanJson() {}

  static String write(PlanDocument plan) {
    return Json.write(plan, ASCII);
  }
}
