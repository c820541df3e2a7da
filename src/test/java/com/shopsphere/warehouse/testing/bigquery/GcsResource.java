package com.shopsphere.warehouse.testing.bigquery;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.shopsphere.warehouse.testing.bigquery.GcsObjects.StoredObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.zip.CRC32C;

/** Buckets and objects as Cloud Storage describes them. */
final class GcsResource {

  private static final ObjectMapper JSON = new ObjectMapper();

  private GcsResource() {}

  static ObjectNode ofBucket(String bucket, String location) {
    return JSON.createObjectNode()
        .put("kind", "storage#bucket")
        .put("id", bucket)
        .put("name", bucket)
        .put("location", location)
        .put("locationType", location.contains("-") ? "region" : "multi-region")
        .put("storageClass", "STANDARD")
        .put("timeCreated", "2024-01-01T00:00:00.000Z")
        .put("updated", "2024-01-01T00:00:00.000Z");
  }

  static ObjectNode of(StoredObject object) {
    var described =
        JSON.createObjectNode()
            .put("kind", "storage#object")
            .put("id", "%s/%s/%d".formatted(object.bucket(), object.name(), object.generation()))
            .put("bucket", object.bucket())
            .put("name", object.name())
            .put("generation", Long.toString(object.generation()))
            .put("metageneration", "1")
            .put("size", Long.toString(object.content().length))
            .put("contentType", object.contentType())
            .put("storageClass", "STANDARD")
            .put("timeCreated", object.time().toString())
            .put("updated", object.time().toString())
            .put("md5Hash", md5(object.content()))
            .put("crc32c", crc32c(object.content()));
    if (object.metadata().startsWith("{")) {
      try {
        described.set("metadata", JSON.readTree(object.metadata()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return described;
  }

  static String md5(byte[] content) {
    try {
      return Base64.getEncoder().encodeToString(MessageDigest.getInstance("MD5").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  static String crc32c(byte[] content) {
    var checksum = new CRC32C();
    checksum.update(content);
    var bytes = ByteBuffer.allocate(4).putInt((int) checksum.getValue()).array();
    return Base64.getEncoder().encodeToString(bytes);
  }
}
