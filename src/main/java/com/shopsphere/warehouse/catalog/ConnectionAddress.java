package com.shopsphere.warehouse.catalog;

import static java.util.Objects.requireNonNull;

import com.shopsphere.warehouse.config.CertificateAuthority;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Where and how a connection is opened, by whatever machine; with neither user nor password, so
 * that it may be logged.
 *
 * @param options the address in Connector/J's form, without what depends on the machine
 * @param authority whose certificates are trusted; absent for those that the machine trusts
 */
public record ConnectionAddress(String options, @Nullable CertificateAuthority authority)
    implements Serializable {

  public ConnectionAddress {
    requireNonNull(options, "options");
  }

  /**
   * The whole address, for a connection that this machine opens now.
   *
   * @throws com.shopsphere.warehouse.failure.SourceException if the certificates cannot be written
   *     to a file of this machine
   */
  public String url() {
    return authority == null
        ? options
        : "%s&trustCertificateKeyStoreType=%s&trustCertificateKeyStorePassword=%s&trustCertificateKeyStoreUrl=%s"
            .formatted(
                options, TrustStores.TYPE, TrustStores.PASSWORD, TrustStores.of(authority).toUri());
  }
}
