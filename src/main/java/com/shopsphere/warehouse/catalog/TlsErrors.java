package com.shopsphere.warehouse.catalog;

import static java.util.stream.Collectors.joining;

import com.shopsphere.warehouse.config.CertificateAuthority;
import com.shopsphere.warehouse.config.SourceConfig;
import com.shopsphere.warehouse.failure.Causes;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.PKIXReason;
import java.sql.SQLException;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** Failures of encryption, in the words of the settings that cause them. */
final class TlsErrors {

  /** What Connector/J says before it names the two hosts. */
  private static final String OTHER_HOST = "Server identity verification failed. ";

  private TlsErrors() {}

  /** What is wrong; empty if encryption is not. */
  static Optional<String> describe(SQLException refused, SourceConfig config) {
    String message = Causes.rootMessage(refused);
    String mode = "source.ssl-mode = " + config.sslMode();
    if (message.startsWith("Public Key Retrieval is not allowed")) {
      return Optional.of(
          "%s would send the password in the clear; the server expects it encrypted"
              .formatted(mode));
    }
    if (message.startsWith("SSL Connection required")) {
      return Optional.of("%s, but the server offers no TLS".formatted(mode));
    }
    if (Causes.find(refused, CertPathValidatorException.class)
        .filter(TlsErrors::signer)
        .isPresent()) {
      return Optional.of(
          Optional.ofNullable(config.sslCa())
              .map(TlsErrors::otherAuthority)
              .orElse(noAuthority(mode)));
    }
    if (Causes.find(refused, CertificateException.class).isPresent()
        && message.startsWith(OTHER_HOST)) {
      return Optional.of(
          "its certificate is for another host, with %s: %s"
              .formatted(mode, message.substring(OTHER_HOST.length())));
    }
    return Causes.find(refused, SSLException.class)
        .map(failed -> "TLS failed with %s: %s".formatted(mode, message));
  }

  private static boolean signer(CertPathValidatorException failed) {
    return failed.getReason() == PKIXReason.NO_TRUST_ANCHOR;
  }

  private static String otherAuthority(CertificateAuthority expected) {
    return "its certificate is not signed by source.ssl-ca = '%s': expected %s, found another authority"
        .formatted(
            expected.file(),
            expected.certificates().stream()
                .map(one -> one.getSubjectX500Principal().getName())
                .collect(joining(" or ")));
  }

  private static String noAuthority(String mode) {
    return "its certificate is signed by no authority that this machine trusts, with %s: name the file with its authority in source.ssl-ca"
        .formatted(mode);
  }
}
