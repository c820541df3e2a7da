package com.shopsphere.warehouse.testing.bigquery;

import java.io.ByteArrayOutputStream;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Resumable uploads: first the metadata, then the content in chunks of unknown number. */
final class GcsUploads {

  private static final Pattern RANGE = Pattern.compile("bytes (?:(\\d+)-(\\d+)|\\*)/(\\d+|\\*)");

  private record Upload(GcsRequest start, ByteArrayOutputStream content) {}

  private final Map<String, Upload> open = new ConcurrentHashMap<>();
  private final AtomicLong lastId = new AtomicLong();

  /** Opens an upload; its chunks go to the address in the answer. */
  GcsAnswer open(GcsRequest start, String endpoint) {
    var id = Long.toString(lastId.incrementAndGet());
    open.put(id, new Upload(start, new ByteArrayOutputStream()));
    var bucket = start.path().get(4);
    var address =
        "%s/upload/storage/v1/b/%s/o?uploadType=resumable&upload_id=%s"
            .formatted(endpoint, bucket, id);
    return GcsAnswer.empty(200, Map.of("Location", address));
  }

  /**
   * Takes a chunk.
   *
   * @param finish stores the whole content of the request that opened the upload
   */
  GcsAnswer append(GcsRequest chunk, BiFunction<GcsRequest, byte[], GcsAnswer> finish) {
    var id = chunk.query().getOrDefault("upload_id", "");
    var upload = open.get(id);
    var range = RANGE.matcher(chunk.header("content-range"));
    if (upload == null || !range.matches()) {
      return GcsAnswer.notFound("upload " + id);
    }
    upload.content().writeBytes(chunk.body());
    if (isLast(upload, range.group(3))) {
      open.remove(id);
      return finish.apply(upload.start(), upload.content().toByteArray());
    }
    var size = upload.content().size();
    return GcsAnswer.empty(308, size == 0 ? Map.of() : Map.of("Range", "bytes=0-" + (size - 1)));
  }

  private static boolean isLast(Upload upload, @Nullable String total) {
    return total != null && !total.equals("*") && upload.content().size() >= Long.parseLong(total);
  }
}
