package com.shopsphere.warehouse.config;

import static java.util.Objects.requireNonNull;

import java.io.ByteArrayInputStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Who may sign the server's certificate. It holds the certificates themselves, so that it can go to
 * machines that do not have the file.
 *
 * @param file where they were read, for messages
 * @param pem one certificate or several in PEM; what stands around them does not count
 */
public record CertificateAuthority(String file, String pem) implements Serializable {

  private static final Pattern CERTIFICATE =
      Pattern.compile("-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----");

  /**
   * @throws IllegalArgumentException saying what was expected and what was found
   */
  public CertificateAuthority {
    requireNonNull(file, "file");
    if (certificates(pem).isEmpty()) {
      throw new IllegalArgumentException(
          "expected a file of certificates in PEM, found none in '%s'".formatted(file));
    }
  }

  /** In the order of the file, not empty. */
  public List<X509Certificate> certificates() {
    return certificates(pem);
  }

  private static List<X509Certificate> certificates(String pem) {
    return CERTIFICATE
        .matcher(pem)
        .results()
        .map(MatchResult::group)
        .map(CertificateAuthority::certificate)
        .toList();
  }

  private static X509Certificate certificate(String pem) {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(
                  new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
    } catch (CertificateException damaged) {
      throw new IllegalArgumentException(
          "expected a file of certificates in PEM, found one that cannot be read (%s)"
              .formatted(damaged.getMessage()),
          damaged);
    }
  }
}
