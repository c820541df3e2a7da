package com.shopsphere.warehouse.testing.bigquery;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One request to Cloud Storage, alone or as a part of a batch.
 *
 * @param path decoded segments of the path
 * @param query decoded parameters
 * @param headers values by name in lower case
 */
@SuppressWarnings("ArrayRecordComponent")
record GcsRequest(
    String method,
    List<String> path,
    Map<String, String> query,
    Map<String, String> headers,
    byte[] body) {

  static GcsRequest of(String method, URI uri, Map<String, String> headers, byte[] body) {
    var path =
        Arrays.stream(uri.getRawPath().split("/", -1))
            .skip(1)
            // A plus sign in a path is itself.
            .map(segment -> decode(segment.replace("+", "%2B")))
            .toList();
    var query = new HashMap<String, String>();
    if (uri.getRawQuery() != null) {
      for (var parameter : uri.getRawQuery().split("&", -1)) {
        var nameAndValue = parameter.split("=", 2);
        query.put(decode(nameAndValue[0]), nameAndValue.length < 2 ? "" : decode(nameAndValue[1]));
      }
    }
    var named = new HashMap<String, String>();
    headers.forEach((name, value) -> named.put(name.toLowerCase(Locale.ROOT), value));
    var meant = named.getOrDefault("x-http-method-override", method);
    return new GcsRequest(meant, path, query, named, body);
  }

  GcsRequest withBody(byte[] other) {
    return new GcsRequest(method, path, query, headers, other);
  }

  String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  String header(String name) {
    return headers.getOrDefault(name, "");
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
