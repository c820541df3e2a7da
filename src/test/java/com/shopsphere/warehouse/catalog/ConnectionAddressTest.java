package com.shopsphere.warehouse.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import com.shopsphere.warehouse.config.CertificateAuthority;
import com.shopsphere.warehouse.testing.bigquery.LocalhostCertificate;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.KeyStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An address that trusts an authority of its own, on the machine that opens the connection. */
class ConnectionAddressTest {

  private static final String OPTIONS = "jdbc:mysql://db.example:3306/shop?sslMode=VERIFY_CA";

  private final ConnectionAddress address;

  ConnectionAddressTest(@TempDir Path directory) throws Exception {
    Path file = LocalhostCertificate.create(directory).certificateFile();
    this.address =
        new ConnectionAddress(OPTIONS, new CertificateAuthority("ca.pem", Files.readString(file)));
  }

  @Test
  void withoutAnAuthorityItIsTheSameEverywhere() {
    assertThat(new ConnectionAddress(OPTIONS, null).url()).isEqualTo(OPTIONS);
  }

  @Test
  void theCertificatesStandInAFileThatOnlyItsOwnerMayRead() throws Exception {
    Path store = store(address.url());

    assertThat(Files.getPosixFilePermissions(store))
        .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    KeyStore written = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      written.load(in, "certificates".toCharArray());
    }
    assertThat(written.size()).isEqualTo(1);
  }

  @Test
  void theFileIsMadeOnceAndAgainOnlyIfItIsGone() throws IOException {
    String url = address.url();
    assertThat(address.url()).isEqualTo(url);

    Files.delete(store(url));

    assertThat(address.url()).isNotEqualTo(url);
    assertThat(store(address.url())).exists();
  }

  @Test
  void itCarriesTheCertificatesToMachinesThatLackTheFile() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(address);
    }

    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertThat(in.readObject()).isEqualTo(address);
    }
  }

  private static Path store(String url) {
    return Path.of(URI.create(url.replaceFirst(".*trustCertificateKeyStoreUrl=", "")));
  }
}
