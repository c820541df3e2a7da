package com.shopsphere.warehouse.testing.bigquery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What Cloud Storage answers to one request. */
@SuppressWarnings("ArrayRecordComponent")
record GcsAnswer(int status, Map<String, String> headers, byte[] body) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Map<String, String> JSON_TYPE = Map.of("Content-Type", "application/json");

  static GcsAnswer json(JsonNode body) {
    return new GcsAnswer(200, JSON_TYPE, body.toString().getBytes(StandardCharsets.UTF_8));
  }

  static GcsAnswer empty(int status, Map<String, String> headers) {
    return new GcsAnswer(status, headers, new byte[0]);
  }

  static GcsAnswer notFound(String what) {
    return error(404, "notFound", "No such object: " + what);
  }

  /** An error as Google's clients read it. */
  static GcsAnswer error(int status, String reason, String message) {
    var answer = JSON.createObjectNode();
    var error = answer.putObject("error").put("code", status).put("message", message);
    error
        .putArray("errors")
        .addObject()
        .put("domain", "global")
        .put("reason", reason)
        .put("message", message);
    return new GcsAnswer(status, JSON_TYPE, answer.toString().getBytes(StandardCharsets.UTF_8));
  }
}
