package com.shopsphere.warehouse;

import com.shopsphere.warehouse.config.Secret;
import com.shopsphere.warehouse.config.SecretStore;
import java.io.IOException;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.security.alias.CredentialProviderFactory;
import org.apache.spark.SparkConf;
import scala.Tuple2;

/**
 * The stores that Hadoop is configured with, as {@code spark-submit} or the cluster's own files say
 * it; on Dataproc, Secret Manager is one of them. Spark does not run yet when they are asked.
 */
final class HadoopSecrets implements SecretStore {

  private static final String PATH = CredentialProviderFactory.CREDENTIAL_PROVIDER_PATH;

  @Override
  public Optional<Secret> find(String name) throws IOException {
    Configuration hadoop = configuration();
    if (hadoop.getTrimmed(PATH, "").isEmpty()) {
      throw new IOException(
          "it is not set (spark-submit --conf spark.hadoop.%s=...)".formatted(PATH));
    }
    // Not by getPassword, which looks among the settings too, and Spark shows those.
    char[] secret = hadoop.getPasswordFromCredentialProviders(name);
    return secret == null ? Optional.empty() : Optional.of(new Secret(new String(secret)));
  }

  @Override
  public String describe() {
    String path = configuration().getTrimmed(PATH, "");
    return path.isEmpty() ? PATH : "%s = %s".formatted(PATH, path);
  }

  private static Configuration configuration() {
    Configuration hadoop = new Configuration();
    for (Tuple2<String, String> setting : new SparkConf().getAllWithPrefix("spark.hadoop.")) {
      hadoop.set(setting._1(), setting._2());
    }
    return hadoop;
  }
}
