package com.shopsphere.warehouse.load;

import static java.util.Objects.requireNonNull;

import com.shopsphere.warehouse.config.Secret;
import com.shopsphere.warehouse.config.TargetConfig;
import com.shopsphere.warehouse.failure.Causes;
import com.shopsphere.warehouse.failure.TargetException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/** Says in one sentence, without secrets, what the connector wraps in many exceptions. */
final class ConnectorFailures {

  private static final Pattern SECRET =
      Pattern.compile("password|token|secret|credential", Pattern.CASE_INSENSITIVE);
  private static final String MASK = "******";

  private final TargetConfig.BigQuery config;

  ConnectorFailures(TargetConfig.BigQuery config) {
    this.config = requireNonNull(config, "config");
  }

  /** A failure to write to a table of the dataset. */
  TargetException writing(String table, Throwable failed) {
    List<String> texts = texts(failed);
    String message = "Cannot write to %s: %s.".formatted(config.qualified(table), reason(texts));
    boolean showsSecret = texts.stream().anyMatch(text -> !masked(text).equals(text));
    return new TargetException(masked(message), showsSecret ? null : failed);
  }

  /** The messages from the outermost exception to the root. */
  private static List<String> texts(Throwable failed) {
    return Causes.of(failed)
        .map(one -> Objects.toString(one.getMessage(), one.getClass().getSimpleName()))
        .toList();
  }

  private static String reason(List<String> texts) {
    String all = String.join("\n", texts);
    if (all.contains("Failed to create default Credentials")
        || all.contains("Failed to create Credentials")) {
      return "the connector has no usable Google credentials (Application Default Credentials, or target.bigquery.credentials-file)";
    }
    if (all.contains("No FileSystem for scheme \"gs\"")) {
      return "Spark has no file system for gs:// (target.bigquery.temporary-gcs-bucket); Dataproc brings one, elsewhere give the jar of Google's gcs-connector to spark-submit (--jars)";
    }
    return deepestLine(texts);
  }

  /** The root often quotes a whole HTTP answer; what stands around it says the same in a line. */
  private static String deepestLine(List<String> texts) {
    String deepest = texts.get(texts.size() - 1).lines().findFirst().orElse("");
    for (String text : texts) {
      if (text.lines().count() == 1) {
        deepest = text;
      }
    }
    return deepest.strip().replaceAll("\\.+$", "");
  }

  private String masked(String text) {
    String masked = text;
    for (Map.Entry<String, String> option : config.writing().options().entrySet()) {
      if (!option.getValue().isBlank() && SECRET.matcher(option.getKey()).find()) {
        masked = masked.replace(option.getValue(), MASK);
      }
    }
    Optional<Secret> token = config.access().accessToken();
    return token.isPresent() ? masked.replace(token.get().value(), MASK) : masked;
  }
}
