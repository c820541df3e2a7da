package com.shopsphere.warehouse.load;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The first 60 bits of an MD5: what both Spark and BigQuery compute, and BigQuery can add up. */
final class Fingerprint {

  private static final int BITS = 60;

  private static final ThreadLocal<MessageDigest> MD5 = ThreadLocal.withInitial(Fingerprint::md5);

  private Fingerprint() {}

  /** 0 to 2^60 - 1. */
  static long of(byte[] value) {
    return ByteBuffer.wrap(MD5.get().digest(value)).getLong() >>> (Long.SIZE - BITS);
  }

  /**
   * The same in GoogleSQL, as an INT64.
   *
   * @param value a STRING, of which it takes the UTF-8, or BYTES
   */
  static String sql(String value) {
    return "CAST(CONCAT('0x', SUBSTR(TO_HEX(MD5(%s)), 1, %d)) AS INT64)".formatted(value, BITS / 4);
  }

  private static MessageDigest md5() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every Java has MD5", impossible);
    }
  }
}
