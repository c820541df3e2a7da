package com.shopsphere.warehouse.testing.bigquery;

import com.shopsphere.warehouse.testing.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * A self-signed certificate for {@code localhost}, and a trust store with it and with every
 * authority that this JVM trusted before, so that other TLS connections go on working.
 */
public final class LocalhostCertificate {

  private static final String PASSWORD = "localhost-only";
  private static final String ALIAS = "localhost";

  private final Path keyStore;
  private final Path trustStore;

  private LocalhostCertificate(Path directory) {
    this.keyStore = directory.resolve("key.p12");
    this.trustStore = directory.resolve("trust.p12");
  }

  /** Makes a new key, certificate and trust store in an existing directory. */
  public static LocalhostCertificate create(Path directory) {
    var certificate = new LocalhostCertificate(directory);
    try {
      certificate.createKey(directory.resolve("keytool.log"));
      certificate.createTrustStore();
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(
          "Cannot make a certificate for localhost in %s".formatted(directory), e);
    }
    return certificate;
  }

  /** System properties that make a JVM trust the certificate. */
  Map<String, String> trustProperties() {
    return Map.of(
        "javax.net.ssl.trustStore",
        trustStore.toString(),
        "javax.net.ssl.trustStorePassword",
        PASSWORD,
        "javax.net.ssl.trustStoreType",
        "PKCS12");
  }

  /** The certificate in PEM, in a file. */
  public Path certificateFile() throws IOException, GeneralSecurityException {
    return pem("CERTIFICATE", load(keyStore).getCertificate(ALIAS).getEncoded());
  }

  /** Its private key in PEM, in a file. */
  public Path keyFile() throws IOException, GeneralSecurityException {
    return pem("PRIVATE KEY", load(keyStore).getKey(ALIAS, PASSWORD.toCharArray()).getEncoded());
  }

  private Path pem(String kind, byte[] encoded) throws IOException {
    return Files.writeString(
        keyStore.resolveSibling(kind.toLowerCase(Locale.ROOT).replace(' ', '-') + ".pem"),
        "-----BEGIN %s-----%n%s%n-----END %s-----%n"
            .formatted(kind, Base64.getMimeEncoder().encodeToString(encoded), kind));
  }

  /** A context for servers that present the certificate. */
  public SSLContext serverContext() {
    try {
      var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(load(keyStore), PASSWORD.toCharArray());
      return context(keys.getKeyManagers(), null);
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException("Cannot use the certificate in %s".formatted(keyStore), e);
    }
  }

  /** A context for clients that trust the certificate. */
  public SSLContext clientContext() {
    try {
      var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(load(trustStore));
      return context(null, trust.getTrustManagers());
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException("Cannot use the certificates in %s".formatted(trustStore), e);
    }
  }

  private static SSLContext context(KeyManager @Nullable [] keys, TrustManager @Nullable [] trust)
      throws GeneralSecurityException {
    var context = SSLContext.getInstance("TLS");
    context.init(keys, trust, null);
    return context;
  }

  private void createKey(Path log) {
    var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    var arguments =
        List.of(
            List.of(keytool, "-genkeypair", "-alias", "localhost", "-dname", "CN=localhost"),
            List.of("-ext", "san=dns:localhost,ip:127.0.0.1", "-validity", "7"),
            List.of("-keyalg", "EC", "-groupname", "secp256r1", "-storetype", "PKCS12"),
            List.of("-keystore", keyStore.toString(), "-storepass", PASSWORD));
    var flat = arguments.stream().flatMap(List::stream).toList();
    new Command(flat, Map.of(), log).run(Duration.ofMinutes(1));
  }

  private void createTrustStore() throws IOException, GeneralSecurityException {
    var trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("localhost", load(keyStore).getCertificate("localhost"));
    var authorities = defaultTrustManager().getAcceptedIssuers();
    for (var i = 0; i < authorities.length; i++) {
      trusted.setCertificateEntry("authority-" + i, authorities[i]);
    }
    try (var out = Files.newOutputStream(trustStore)) {
      trusted.store(out, PASSWORD.toCharArray());
    }
  }

  private static X509TrustManager defaultTrustManager() throws GeneralSecurityException {
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    @Nullable KeyStore defaultOfThisJvm = null;
    trust.init(defaultOfThisJvm);
    return Arrays.stream(trust.getTrustManagers())
        .filter(X509TrustManager.class::isInstance)
        .map(X509TrustManager.class::cast)
        .findFirst()
        .orElseThrow();
  }

  private static KeyStore load(Path store) throws IOException, GeneralSecurityException {
    var keys = KeyStore.getInstance("PKCS12");
    try (var in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    return keys;
  }
}
