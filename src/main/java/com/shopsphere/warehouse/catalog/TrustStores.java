package com.shopsphere.warehouse.catalog;

import com.shopsphere.warehouse.config.CertificateAuthority;
import com.shopsphere.warehouse.failure.SourceException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.Map;

/**
 * Files with the certificates that a connection trusts, in the one form that Connector/J takes: a
 * key store. Made where the connection is opened, once in a process, and deleted when it ends.
 */
final class TrustStores {

  static final String TYPE = "PKCS12";

  /** No secret: the file holds certificates only, and is its owner's alone in any case. */
  static final String PASSWORD = "certificates";

  private static final Map<CertificateAuthority, Path> MADE = new HashMap<>();

  private TrustStores() {}

  /**
   * The file of an authority.
   *
   * @throws SourceException if it cannot be written
   */
  static synchronized Path of(CertificateAuthority authority) {
    Path known = MADE.get(authority);
    // Temporary directories are tidied while a long run goes on.
    if (known != null && Files.exists(known)) {
      return known;
    }
    try {
      Path made = write(authority);
      MADE.put(authority, made);
      return made;
    } catch (IOException | GeneralSecurityException failed) {
      throw new SourceException(
          "Cannot use source.ssl-ca = '%s': its certificates cannot be written to a temporary file: %s."
              .formatted(authority.file(), failed.getMessage()),
          failed);
    }
  }

  private static Path write(CertificateAuthority authority)
      throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance(TYPE);
    store.load(null, null);
    for (X509Certificate certificate : authority.certificates()) {
      store.setCertificateEntry("authority-" + store.size(), certificate);
    }
    // Readable by its owner only, as every temporary file that is made in this way.
    Path file = Files.createTempFile("source-ca-", ".p12");
    file.toFile().deleteOnExit();
    try (OutputStream out = Files.newOutputStream(file)) {
      store.store(out, PASSWORD.toCharArray());
    }
    return file;
  }
}
