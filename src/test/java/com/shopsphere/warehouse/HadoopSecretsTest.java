package com.shopsphere.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.shopsphere.warehouse.config.Secret;
import com.shopsphere.warehouse.testing.CredentialStore;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Secrets in a store of Hadoop's, which Spark's settings name. */
class HadoopSecretsTest {

  private static final String SETTING = "spark.hadoop." + CredentialStore.PATH;

  private final HadoopSecrets secrets = new HadoopSecrets();

  @TempDir private Path directory;

  @AfterEach
  void forgetTheStore() {
    System.clearProperty(SETTING);
  }

  @Test
  void findsASecretByItsName() throws IOException {
    String store = CredentialStore.create(directory, "shop-reader", "hunter2");
    System.setProperty(SETTING, store);

    assertThat(secrets.find("shop-reader")).contains(new Secret("hunter2"));
    assertThat(secrets.find("another")).isEmpty();
    assertThat(secrets.describe()).isEqualTo(CredentialStore.PATH + " = " + store);
  }

  /** Spark shows its settings, so that one which holds a password is no place for it. */
  @Test
  void takesNoSettingForASecret() throws IOException {
    System.setProperty(SETTING, CredentialStore.create(directory, "shop-reader", "hunter2"));
    System.setProperty("spark.hadoop.clear", "hunter3");
    try {
      assertThat(secrets.find("clear")).isEmpty();
    } finally {
      System.clearProperty("spark.hadoop.clear");
    }
  }

  @Test
  void tellsThatNoStoreIsSet() {
    assertThatThrownBy(() -> secrets.find("shop-reader"))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "it is not set (spark-submit --conf spark.hadoop.hadoop.security.credential.provider.path=...)");
    assertThat(secrets.describe()).isEqualTo(CredentialStore.PATH);
  }

  @Test
  void tellsThatThereIsNoSuchKindOfStore() {
    System.setProperty(SETTING, "gsm://projects/nowhere");

    assertThatThrownBy(() -> secrets.find("shop-reader"))
        .isInstanceOf(IOException.class)
        .rootCause()
        .hasMessageContaining("gsm://projects/nowhere");
  }
}
