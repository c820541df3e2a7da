package com.shopsphere.warehouse.testing;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.security.alias.CredentialProvider;
import org.apache.hadoop.security.alias.CredentialProviderFactory;

/** A key store as {@code hadoop credential create} makes it. */
public final class CredentialStore {

  /** Where Hadoop is told of its stores. */
  public static final String PATH = CredentialProviderFactory.CREDENTIAL_PROVIDER_PATH;

  private CredentialStore() {}

  /**
   * Makes a store of one secret.
   *
   * @return its address, for {@link #PATH}
   */
  public static String create(Path directory, String name, String secret) throws IOException {
    String address = "jceks://file" + directory.resolve("secrets.jceks");
    Configuration hadoop = new Configuration();
    hadoop.set(PATH, address);
    CredentialProvider store = CredentialProviderFactory.getProviders(hadoop).get(0);
    store.createCredentialEntry(name, secret.toCharArray());
    store.flush();
    return address;
  }
}
