package com.shopsphere.warehouse.config;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** The settings below {@code target.bigquery}. */
final class BigQuerySettings {

  private static final String SECTION = "target.bigquery.";

  /** {@code __run_} and a run id follow the name of a staging table. */
  private static final int LONGEST_TABLE_NAME = 1024 - 32;

  private static final Pattern LABEL_KEY =
      Pattern.compile("[\\p{Ll}\\p{Lo}][\\p{Ll}\\p{Lo}\\p{N}_-]{0,62}");
  private static final Pattern LABEL_VALUE = Pattern.compile("[\\p{Ll}\\p{Lo}\\p{N}_-]{0,63}");

  /** Labels that every published table has. */
  private static final Set<String> OWN_LABELS = Set.of("created-by", "run-id");

  private static final Duration LEAST_EXPIRATION = Duration.ofHours(1);

  /** What the job tells the connector itself, by settings of its own. */
  private static final Map<String, String> OWN_OPTIONS =
      Map.ofEntries(
          Map.entry("table", "target.table"),
          Map.entry("project", SECTION + "project"),
          Map.entry("dataset", SECTION + "dataset"),
          Map.entry("parentproject", SECTION + "billing-project"),
          Map.entry("writemethod", SECTION + "write-method"),
          Map.entry("temporarygcsbucket", SECTION + "temporary-gcs-bucket"),
          Map.entry("persistentgcsbucket", SECTION + "temporary-gcs-bucket"),
          Map.entry("persistentgcspath", SECTION + "temporary-gcs-bucket"),
          Map.entry("credentialsfile", SECTION + "credentials-file"),
          Map.entry("credentials", SECTION + "credentials-file"),
          Map.entry("gcpaccesstoken", SECTION + "access-token"),
          Map.entry("gcpimpersonationserviceaccount", SECTION + "impersonate-service-account"),
          Map.entry("bigqueryhttpendpoint", SECTION + "endpoints.api"),
          Map.entry("bigquerystoragegrpcendpoint", SECTION + "endpoints.write"),
          Map.entry("partitionfield", SECTION + "partition-column"),
          Map.entry("partitiontype", SECTION + "partition-by"),
          Map.entry("clusteredfields", SECTION + "cluster"),
          Map.entry("destinationtablekmskeyname", SECTION + "kms-key"));

  private final Settings settings;
  private final Path workingDirectory;

  BigQuerySettings(Settings settings, Path workingDirectory) {
    this.settings = settings;
    this.workingDirectory = workingDirectory;
  }

  /** The record, to be asked for once the settings are known to be valid. */
  Supplier<TargetConfig> read(String table, List<String> land) {
    if (table.length() > LONGEST_TABLE_NAME) {
      settings.refuse(
          "target.table",
          "at most %d characters".formatted(LONGEST_TABLE_NAME),
          Integer.toString(table.length()));
    }
    String project = settings.requiredText(SECTION + "project");
    String dataset = settings.requiredText(SECTION + "dataset");
    Optional<String> location = settings.text(SECTION + "location");
    boolean createDataset = settings.flag(SECTION + "create-dataset");
    if (createDataset && location.isEmpty()) {
      settings.problem(
          "Invalid target.bigquery.location: it is required when target.bigquery.create-dataset ="
              + " true.");
    }
    String billing = settings.text(SECTION + "billing-project").orElse(project);
    Supplier<BigQueryAccess> access = access();
    BigQueryEndpoints endpoints =
        new BigQueryEndpoints(
            url("endpoints.api"),
            settings.text(SECTION + "endpoints.write"),
            url("endpoints.storage"));
    Supplier<BigQueryWriting> writing = writing();
    Supplier<BigQueryLayout> layout = layout();
    BigQueryPublication publication = publication();
    return () ->
        new TargetConfig.BigQuery(
            table,
            land,
            project,
            dataset,
            location,
            createDataset,
            billing,
            access.get(),
            endpoints,
            writing.get(),
            layout.get(),
            publication);
  }

  private Supplier<BigQueryAccess> access() {
    Optional<String> file = settings.text(SECTION + "credentials-file").flatMap(this::readable);
    Optional<Secret> token = settings.text(SECTION + "access-token").map(Secret::new);
    if (file.isPresent() && token.isPresent()) {
      settings.problem(
          "Invalid target.bigquery.access-token: expected either target.bigquery.credentials-file"
              + " or target.bigquery.access-token, found both.");
    }
    Optional<String> account = settings.text(SECTION + "impersonate-service-account");
    return () -> new BigQueryAccess(file, token, account);
  }

  private Optional<String> readable(String file) {
    try {
      Path path = workingDirectory.resolve(file);
      if (Files.isReadable(path)) {
        return Optional.of(path.toString());
      }
    } catch (InvalidPathException malformed) {
      // Told below, like any file that is not there.
    }
    settings.refuse(
        SECTION + "credentials-file", "a file that can be read", "'%s'".formatted(file));
    return Optional.empty();
  }

  private Optional<String> url(String name) {
    Optional<String> url = settings.text(SECTION + name);
    if (url.isPresent() && !url.get().matches("https?://[^/\\s]+/?")) {
      settings.refuse(SECTION + name, "https://host", "'%s'".formatted(url.get()));
    }
    return url.map(text -> text.replaceFirst("/$", ""));
  }

  private Supplier<BigQueryWriting> writing() {
    WriteMethod method = settings.choice(SECTION + "write-method", WriteMethod.values());
    Optional<String> bucket =
        settings
            .text(SECTION + "temporary-gcs-bucket")
            .map(name -> name.replaceFirst("^gs://", ""));
    if (method == WriteMethod.INDIRECT && bucket.isEmpty()) {
      settings.problem(
          "Invalid target.bigquery.temporary-gcs-bucket: it is required when"
              + " target.bigquery.write-method = indirect.");
    }
    String staging = settings.requiredText(SECTION + "staging-path");
    DatetimeForm datetime = settings.choice(SECTION + "datetime", DatetimeForm.values());
    Map<String, String> options = new OpenSettings(settings).texts(SECTION + "options");
    new TreeSet<>(options.keySet()).forEach(this::refuseOwn);
    return () -> new BigQueryWriting(method, bucket, staging, datetime, options);
  }

  private void refuseOwn(String option) {
    String own = OWN_OPTIONS.get(option.toLowerCase(java.util.Locale.ROOT));
    if (own != null) {
      settings.problem(
          "Invalid target.bigquery.options.%s: the job tells the connector itself; set %s instead."
              .formatted(option, own));
    }
  }

  private Supplier<BigQueryLayout> layout() {
    Optional<String> partition = settings.text(SECTION + "partition-column");
    PartitionUnit unit = settings.choice(SECTION + "partition-by", PartitionUnit.values());
    OpenSettings open = new OpenSettings(settings);
    List<String> cluster =
        settings.isFilled(SECTION + "cluster") ? open.columns(SECTION + "cluster") : List.of();
    if (cluster.size() > BigQueryLayout.MOST_CLUSTER_COLUMNS) {
      settings.refuse(
          SECTION + "cluster",
          "at most %d columns".formatted(BigQueryLayout.MOST_CLUSTER_COLUMNS),
          Integer.toString(cluster.size()));
    }
    Map<String, String> labels = open.texts(SECTION + "labels");
    labels.forEach(this::checkLabel);
    Optional<String> kmsKey = settings.text(SECTION + "kms-key");
    return () -> new BigQueryLayout(partition, unit, cluster, labels, kmsKey);
  }

  private void checkLabel(String key, String value) {
    String setting = SECTION + "labels." + key;
    if (OWN_LABELS.contains(key)) {
      settings.problem("Invalid %s: the job sets this label itself.".formatted(setting));
    } else if (!LABEL_KEY.matcher(key).matches() || !LABEL_VALUE.matcher(value).matches()) {
      settings.problem(
          "Invalid %s: expected up to 63 lower-case letters, digits, '_' and '-', the key beginning with a letter, found '%s'."
              .formatted(setting, value));
    }
  }

  private BigQueryPublication publication() {
    WriteDisposition disposition =
        settings.choice(SECTION + "write-disposition", WriteDisposition.values());
    SchemaDrift drift = settings.choice(SECTION + "schema-drift", SchemaDrift.values());
    if (disposition == WriteDisposition.PARTITIONS && !settings.has(SECTION + "partition-column")) {
      settings.problem(
          "Invalid target.bigquery.partition-column: it is required when"
              + " target.bigquery.write-disposition = partitions.");
    }
    if (drift == SchemaDrift.REPLACE && keepsRows(disposition)) {
      settings.problem(
          "Invalid target.bigquery.schema-drift: rows stay with target.bigquery.write-disposition ="
              + " %s, and so must their columns; expected fail or add-columns, found replace."
                  .formatted(disposition));
    }
    Duration expiration = settings.duration(SECTION + "staging-expiration");
    if (expiration.compareTo(LEAST_EXPIRATION) < 0) {
      settings.refuse(SECTION + "staging-expiration", "at least 1h", expiration.toString());
    }
    return new BigQueryPublication(
        disposition,
        settings.share(SECTION + "max-shrink"),
        drift,
        expiration,
        settings.duration(SECTION + "timeout"),
        settings.duration(SECTION + "retry-time"));
  }

  private static boolean keepsRows(WriteDisposition disposition) {
    return disposition == WriteDisposition.APPEND || disposition == WriteDisposition.PARTITIONS;
  }
}
