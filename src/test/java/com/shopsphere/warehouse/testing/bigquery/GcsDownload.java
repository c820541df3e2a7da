package com.shopsphere.warehouse.testing.bigquery;

import com.shopsphere.warehouse.testing.bigquery.GcsObjects.StoredObject;
import java.util.Arrays;
import java.util.HashMap;
import java.util.regex.Pattern;

/** The content of an object, or the part of it that a request asks for. */
final class GcsDownload {

  private static final Pattern RANGE = Pattern.compile("bytes=(\\d*)-(\\d*)");

  private GcsDownload() {}

  /**
   * @param range the header of that name, or nothing
   */
  static GcsAnswer of(StoredObject object, String range) {
    var content = object.content();
    var headers = new HashMap<String, String>();
    headers.put("Content-Type", object.contentType());
    headers.put("x-goog-generation", Long.toString(object.generation()));
    headers.put(
        "x-goog-hash",
        "crc32c=%s,md5=%s".formatted(GcsResource.crc32c(content), GcsResource.md5(content)));
    var matcher = RANGE.matcher(range);
    if (!matcher.matches()) {
      return new GcsAnswer(200, headers, content);
    }
    var size = content.length;
    var isTail = matcher.group(1).isEmpty();
    var first =
        isTail ? size - Integer.parseInt(matcher.group(2)) : Integer.parseInt(matcher.group(1));
    first = Math.max(0, first);
    var end = size;
    if (!isTail && !matcher.group(2).isEmpty()) {
      end = (int) Math.min(size, Long.parseLong(matcher.group(2)) + 1);
    }
    if (first >= size) {
      return GcsAnswer.error(
          416, "requestedRangeNotSatisfiable", "Object has %d bytes".formatted(size));
    }
    headers.put("Content-Range", "bytes %d-%d/%d".formatted(first, end - 1, size));
    return new GcsAnswer(206, headers, Arrays.copyOfRange(content, first, end));
  }
}
