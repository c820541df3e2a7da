package com.shopsphere.warehouse.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.shopsphere.warehouse.config.CloudSql.IpType;
import com.shopsphere.warehouse.failure.ConfigurationException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A database of Cloud SQL in place of an address. */
class CloudSqlSettingsTest {

  private static final List<String> REQUIRED =
      List.of("source.database=shop", "source.user=reader", "merge.grain=order_item");

  @Test
  void thereIsNoneByDefault() {
    assertThat(read().cloudSql()).isNull();
  }

  @Test
  void anInstanceIsEncryptedByItsConnectorWhateverTheHost() {
    SourceConfig source =
        read("source.cloud-sql.instance=p:europe-west1:shop", "source.host=db.example");

    assertThat(source.cloudSql())
        .isEqualTo(new CloudSql("p:europe-west1:shop", IpType.PRIVATE, false));
    assertThat(source.sslMode()).isEqualTo(SslMode.DISABLED);
    assertThat(source.address()).isEqualTo("p:europe-west1:shop");
  }

  @Test
  void anAccountLogsInWithoutAskingForAnyPassword() {
    SourceConfig source =
        read(
            "source.cloud-sql.instance=example.com:p:r:i",
            "source.cloud-sql.ip-type=psc",
            "source.cloud-sql.iam-auth=true",
            "source.password-alias=in-no-store");

    assertThat(source.cloudSql()).isEqualTo(new CloudSql("example.com:p:r:i", IpType.PSC, true));
    assertThat(source.password()).isEqualTo(new Secret(""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"shop", "region:shop", "p:r:", "a:b:c:d:e", "p:r:my shop"})
  void refusesWhatNamesNoInstance(String instance) {
    assertThatThrownBy(() -> read("source.cloud-sql.instance=" + instance))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "Invalid source.cloud-sql.instance: expected PROJECT:REGION:INSTANCE, found '%s' (--set)."
                .formatted(instance));
  }

  @Test
  void refusesToEncryptTwice() {
    assertThatThrownBy(() -> read("source.cloud-sql.instance=p:r:i", "source.ssl-mode=required"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "Invalid source.ssl-mode: expected disabled or nothing with source.cloud-sql.instance,"
                + " which encrypts, found 'required' (--set).");
  }

  @Test
  void refusesAnAccountWithoutAnInstance() {
    assertThatThrownBy(() -> read("source.cloud-sql.iam-auth=true"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "Invalid source.cloud-sql.iam-auth: expected source.cloud-sql.instance with it, found"
                + " nothing.");
  }

  private static SourceConfig read(String... overrides) {
    List<String> all = new ArrayList<>(REQUIRED);
    all.addAll(List.of(overrides));
    return new ConfigReader(Map.of(), Path.of("/work")).read(Optional.empty(), all).source();
  }
}
