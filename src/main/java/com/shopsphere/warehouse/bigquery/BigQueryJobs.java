package com.shopsphere.warehouse.bigquery;

import static com.shopsphere.warehouse.bigquery.TableModels.orElse;
import static com.shopsphere.warehouse.bigquery.TableModels.orNone;
import static java.util.Objects.requireNonNull;

import com.google.api.client.util.BackOff;
import com.google.api.client.util.Data;
import com.google.api.services.bigquery.Bigquery;
import com.google.api.services.bigquery.model.ErrorProto;
import com.google.api.services.bigquery.model.GetQueryResultsResponse;
import com.google.api.services.bigquery.model.Job;
import com.google.api.services.bigquery.model.JobConfiguration;
import com.google.api.services.bigquery.model.JobConfigurationQuery;
import com.google.api.services.bigquery.model.JobConfigurationTableCopy;
import com.google.api.services.bigquery.model.JobReference;
import com.google.api.services.bigquery.model.QueryParameter;
import com.google.api.services.bigquery.model.QueryParameterType;
import com.google.api.services.bigquery.model.QueryParameterValue;
import com.google.api.services.bigquery.model.TableCell;
import com.google.api.services.bigquery.model.TableReference;
import com.google.api.services.bigquery.model.TableRow;
import com.shopsphere.warehouse.config.TargetConfig;
import com.shopsphere.warehouse.failure.TargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Jobs with ids of their own. A job is started once, however often its request arrives: the id
 * tells BigQuery that it is the same. A job that failed has changed nothing; if the reason passes,
 * it is started again under another id.
 */
public final class BigQueryJobs {

  /** Jobs that fail for a reason that passes are started so often at most. */
  private static final int ATTEMPTS = 4;

  private final TargetConfig.BigQuery config;
  private final Bigquery client;
  private final Requests requests;
  private final ApiErrors errors;
  private final String location;

  BigQueryJobs(
      TargetConfig.BigQuery config,
      Bigquery client,
      Requests requests,
      ApiErrors errors,
      String location) {
    this.config = requireNonNull(config, "config");
    this.client = requireNonNull(client, "client");
    this.requests = requireNonNull(requests, "requests");
    this.errors = requireNonNull(errors, "errors");
    this.location = requireNonNull(location, "location");
  }

  /** What a copy does with the rows that its destination has. */
  public enum Disposition {
    WRITE_TRUNCATE,
    WRITE_APPEND,
    WRITE_EMPTY
  }

  /**
   * Copies the rows of one table of the dataset into another, in one atomic step.
   *
   * @param id of the job, in this project and location
   * @throws TargetException if it cannot be done; the destination is as it was
   */
  public void copy(String id, String from, String to, Disposition disposition) {
    JobConfigurationTableCopy copy =
        new JobConfigurationTableCopy()
            .setSourceTable(reference(from))
            .setDestinationTable(reference(to))
            .setWriteDisposition(disposition.name());
    config
        .layout()
        .kmsKey()
        .ifPresent(key -> copy.setDestinationEncryptionConfiguration(TableModels.encryption(key)));
    run(
        "copy %s to %s".formatted(config.qualified(from), config.qualified(to)),
        id,
        new JobConfiguration().setCopy(copy));
  }

  /**
   * Runs statements of GoogleSQL, as one job.
   *
   * @param what as in "Cannot ...": a verb and its object
   * @param id of the job, in this project and location
   * @return the rows of the first page, values as text, null for NULL
   */
  public List<List<@Nullable String>> query(String what, String id, String sql) {
    return query(what, id, query(sql));
  }

  /**
   * The same for a statement with parameters; all of the request may have 10 MB.
   *
   * @param texts the values, each a STRING, by their names
   */
  public List<List<@Nullable String>> query(
      String what, String id, String sql, Map<String, String> texts) {
    List<QueryParameter> parameters =
        texts.entrySet().stream().map(text -> parameter(text.getKey(), text.getValue())).toList();
    return query(what, id, query(sql).setParameterMode("NAMED").setQueryParameters(parameters));
  }

  private List<List<@Nullable String>> query(
      String what, String id, JobConfigurationQuery statement) {
    String ran = run(what, id, new JobConfiguration().setQuery(statement));
    GetQueryResultsResponse results =
        requests.send(
            what,
            () ->
                client
                    .jobs()
                    .getQueryResults(config.billingProject(), ran)
                    .setLocation(location)
                    .execute());
    return orNone(results.getRows()).stream().map(BigQueryJobs::texts).toList();
  }

  /** Makes sure that jobs may be run in the paying project; nothing is run and nothing is paid. */
  public void requirePermission() {
    Job job =
        new Job()
            .setJobReference(
                new JobReference().setProjectId(config.billingProject()).setLocation(location))
            .setConfiguration(new JobConfiguration().setDryRun(true).setQuery(query("SELECT 1")));
    requests.send(
        "run jobs in the project %s".formatted(config.billingProject()),
        () -> client.jobs().insert(config.billingProject(), job).execute());
  }

  private static JobConfigurationQuery query(String sql) {
    return new JobConfigurationQuery().setQuery(sql).setUseLegacySql(false).setUseQueryCache(false);
  }

  private static QueryParameter parameter(String name, String text) {
    return new QueryParameter()
        .setName(name)
        .setParameterType(new QueryParameterType().setType("STRING"))
        .setParameterValue(new QueryParameterValue().setValue(text));
  }

  private static List<@Nullable String> texts(TableRow row) {
    List<@Nullable String> texts = new ArrayList<>();
    for (TableCell cell : row.getF()) {
      texts.add(Data.isNull(cell.getV()) ? null : cell.getV().toString());
    }
    return texts;
  }

  /** The id under which it succeeded. */
  private String run(String what, String id, JobConfiguration configuration) {
    for (int attempt = 1; ; attempt++) {
      JobReference reference = reference(id, Integer.toString(attempt));
      Job job = new Job().setJobReference(reference).setConfiguration(configuration);
      start(what, job);
      ErrorProto error = awaited(what, reference);
      if (error == null) {
        return reference.getJobId();
      }
      ApiFailure failure =
          new ApiFailure(
              0, orElse(error.getReason(), ""), orElse(error.getMessage(), "no reason told"));
      if (!failure.passes() || attempt == ATTEMPTS) {
        throw errors.explain(what, new ApiException(failure, null));
      }
    }
  }

  private void start(String what, Job job) {
    try {
      requests.send(() -> client.jobs().insert(config.billingProject(), job).execute());
    } catch (ApiException refused) {
      // The job was started before, by an attempt whose answer was lost.
      if (!refused.failure().isPresence()) {
        throw errors.explain(mayRun(refused.failure()) ? unknown(what, job) : what, refused);
      }
    }
  }

  /** An answer that was lost, or that a server in trouble gave, does not tell that no job began. */
  private static boolean mayRun(ApiFailure failure) {
    return failure.status() >= 500 || (failure.status() == 0 && failure.reason().isEmpty());
  }

  private static String unknown(String what, Job job) {
    return "learn whether the job %s has begun, which is to %s"
        .formatted(job.getJobReference().getJobId(), what);
  }

  /** Null if it succeeded. */
  private @Nullable ErrorProto awaited(String what, JobReference reference) {
    BackOff pauses = Requests.pauses(config.publication().timeout());
    while (true) {
      Job job =
          // A job whose state cannot be asked for may be done, or be done later.
          requests.send(
              "learn whether the job %s is done, which is to %s"
                  .formatted(reference.getJobId(), what),
              () ->
                  client
                      .jobs()
                      .get(config.billingProject(), reference.getJobId())
                      .setLocation(location)
                      .execute());
      if ("DONE".equals(job.getStatus().getState())) {
        return job.getStatus().getErrorResult();
      }
      if (!Requests.pause(pauses)) {
        cancel(reference);
        throw new TargetException(
            "Cannot %s: the job %s is not done after %s (target.bigquery.timeout)."
                .formatted(what, reference.getJobId(), config.publication().timeout()));
      }
    }
  }

  private void cancel(JobReference reference) {
    requests.send(
        "cancel the job " + reference.getJobId(),
        () ->
            client
                .jobs()
                .cancel(config.billingProject(), reference.getJobId())
                .setLocation(location)
                .execute());
  }

  private JobReference reference(String id, String attempt) {
    return new JobReference()
        .setProjectId(config.billingProject())
        .setJobId("%s_%s".formatted(id, attempt))
        .setLocation(location);
  }

  private TableReference reference(String table) {
    return new TableReference()
        .setProjectId(config.project())
        .setDatasetId(config.dataset())
        .setTableId(table);
  }
}
