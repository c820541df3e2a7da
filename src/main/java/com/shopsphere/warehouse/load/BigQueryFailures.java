package com.shopsphere.warehouse.load;

import static java.util.Objects.requireNonNull;

import com.shopsphere.warehouse.config.TargetConfig;
import com.shopsphere.warehouse.failure.Causes;
import com.shopsphere.warehouse.failure.TargetException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/** Says in one sentence, without secrets, what the connector wraps in many exceptions. */
final class BigQueryFailures {

  private static final Pattern SECRET =
      Pattern.compile("password|token|secret|credential", Pattern.CASE_INSENSITIVE);
  private static final String MASK = "******";

  private final TargetConfig.BigQuery config;

  BigQueryFailures(TargetConfig.BigQuery config) {
    this.config = requireNonNull(config, "config");
  }

  /** A failure before the rows of the published table were replaced. */
  TargetException replacing(Throwable failed) {
    return exception("Cannot replace %s: %s.", failed);
  }

  /** A failure after they were, as far as the connector knows. */
  TargetException confirming(Throwable failed) {
    return exception(
        "Cannot confirm the publication of %s: its rows were written, but reading them back failed: %s.",
        failed);
  }

  private TargetException exception(String sentence, Throwable failed) {
    List<String> texts = texts(failed);
    String message = sentence.formatted(config.qualifiedTable(), reason(texts));
    boolean showsSecret = texts.stream().anyMatch(text -> !masked(text).equals(text));
    return new TargetException(masked(message), showsSecret ? null : failed);
  }

  /** The messages from the outermost exception to the root. */
  private static List<String> texts(Throwable failed) {
    return Causes.of(failed)
        .map(one -> Objects.toString(one.getMessage(), one.getClass().getSimpleName()))
        .toList();
  }

  private String reason(List<String> texts) {
    String all = String.join("\n", texts);
    if (all.contains("Not found: Dataset")) {
      return "the dataset %s.%s does not exist (target.bigquery.project, target.bigquery.dataset)"
          .formatted(config.project(), config.dataset());
    }
    if (all.contains("schema is not compatible")) {
      return "its columns are not those of the new rows, and the connector's overwrite changes no columns; drop or rename the table, or choose another name (target.table)";
    }
    if (all.contains("Data type not expected: timestamp_ntz")) {
      return "this version of the connector cannot write DATETIME columns; leave their table out (merge.folds) or use a newer connector";
    }
    if (all.contains("Failed to create default Credentials")
        || all.contains("Failed to create Credentials")) {
      return "no usable Google credentials (Application Default Credentials, or credentialsFile in target.bigquery.options)";
    }
    if (all.contains("DATA_SOURCE_NOT_FOUND") || all.contains("Failed to find the data source")) {
      return "Spark has no spark-bigquery connector; Dataproc brings one, elsewhere give its jar to spark-submit (--jars)";
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
    for (Map.Entry<String, String> option : config.options().entrySet()) {
      if (!option.getValue().isBlank() && SECRET.matcher(option.getKey()).find()) {
        masked = masked.replace(option.getValue(), MASK);
      }
    }
    return masked;
  }
}
