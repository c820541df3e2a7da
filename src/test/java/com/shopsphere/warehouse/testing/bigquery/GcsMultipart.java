package com.shopsphere.warehouse.testing.bigquery;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** The multipart bodies of Cloud Storage: uploads with their metadata, and batches of requests. */
final class GcsMultipart {

  private static final String BOUNDARY = "batch_answer";

  private GcsMultipart() {}

  /** One part: its headers by name in lower case, and its bytes. */
  @SuppressWarnings("ArrayRecordComponent")
  record Part(Map<String, String> headers, byte[] body) {

    private static Part of(String text) {
      var headersAndBody = text.replaceFirst("^\r?\n", "").split("\r?\n\r?\n", 2);
      var headers = new HashMap<String, String>();
      for (var line : headersAndBody[0].split("\r?\n", -1)) {
        var nameAndValue = line.split(":", 2);
        if (nameAndValue.length == 2) {
          headers.put(nameAndValue[0].toLowerCase(Locale.ROOT), nameAndValue[1].strip());
        }
      }
      var body = headersAndBody.length < 2 ? "" : headersAndBody[1];
      return new Part(headers, body.getBytes(StandardCharsets.ISO_8859_1));
    }

    private String latin() {
      return new String(body, StandardCharsets.ISO_8859_1);
    }
  }

  static List<Part> parts(GcsRequest request) {
    var type = request.header("content-type");
    var boundary = type.substring(type.indexOf("boundary=") + 9).replace("\"", "").strip();
    // One character a byte, so that content stays as it is.
    var text = "\r\n" + new String(request.body(), StandardCharsets.ISO_8859_1);
    var parts = new ArrayList<Part>();
    var start = text.indexOf("\n--" + boundary);
    while (start >= 0) {
      var from = start + 3 + boundary.length();
      var end = text.indexOf("\n--" + boundary, from);
      if (end < 0) {
        break;
      }
      var to = text.charAt(end - 1) == '\r' ? end - 1 : end;
      parts.add(Part.of(text.substring(from, to)));
      start = end;
    }
    return parts;
  }

  /** Answers each request of a batch by itself. */
  static GcsAnswer batch(GcsRequest batch, Function<GcsRequest, GcsAnswer> handler) {
    var answers = new ByteArrayOutputStream();
    for (var part : parts(batch)) {
      var answer = handler.apply(request(part));
      var id = part.headers().getOrDefault("content-id", "").replaceFirst("^<", "<response-");
      write(answers, "--" + BOUNDARY + "\r\nContent-Type: application/http\r\n");
      write(answers, "Content-ID: " + id + "\r\n\r\n");
      write(answers, "HTTP/1.1 " + answer.status() + " Answer\r\n");
      answer.headers().forEach((name, value) -> write(answers, name + ": " + value + "\r\n"));
      write(answers, "Content-Length: " + answer.body().length + "\r\n\r\n");
      answers.writeBytes(answer.body());
      write(answers, "\r\n");
    }
    write(answers, "--" + BOUNDARY + "--\r\n");
    var type = "multipart/mixed; boundary=" + BOUNDARY;
    return new GcsAnswer(200, Map.of("Content-Type", type), answers.toByteArray());
  }

  private static GcsRequest request(Part part) {
    var lineAndRest = part.latin().split("\r?\n", 2);
    var methodAndAddress = lineAndRest[0].split(" ", -1);
    var inner = Part.of(lineAndRest[1]);
    return GcsRequest.of(
        methodAndAddress[0], URI.create(methodAndAddress[1]), inner.headers(), inner.body());
  }

  private static void write(ByteArrayOutputStream out, String text) {
    out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
  }
}
