package com.shopsphere.warehouse.testing.bigquery;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What the emulator answered to one REST request, refusals included.
 *
 * @param status HTTP status
 * @param body the answer's JSON; a missing node if it is empty
 */
public record RestAnswer(int status, JsonNode body) {

  /** The text at a JSON pointer such as {@code /status/errorResult/reason}; empty if absent. */
  public String text(String pointer) {
    return body.at(pointer).asText();
  }
}
