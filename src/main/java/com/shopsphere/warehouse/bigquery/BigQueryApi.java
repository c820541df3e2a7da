package com.shopsphere.warehouse.bigquery;

import static com.shopsphere.warehouse.bigquery.TableModels.orElse;
import static com.shopsphere.warehouse.bigquery.TableModels.orNone;
import static java.util.Objects.requireNonNull;

import com.google.api.client.util.Data;
import com.google.api.services.bigquery.Bigquery;
import com.google.api.services.bigquery.model.Dataset;
import com.google.api.services.bigquery.model.DatasetReference;
import com.google.api.services.bigquery.model.Table;
import com.google.api.services.bigquery.model.TableList;
import com.google.api.services.bigquery.model.TableReference;
import com.google.api.services.bigquery.model.TestIamPermissionsRequest;
import com.shopsphere.warehouse.config.TargetConfig;
import com.shopsphere.warehouse.failure.TargetException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The dataset of a target and its tables, over BigQuery's REST interface. What BigQuery cannot
 * answer at the moment is asked again for a while; whatever fails for good is a {@link
 * TargetException} that names what to set.
 */
public final class BigQueryApi {

  private final TargetConfig.BigQuery config;
  private final Bigquery client;
  private final Requests requests;
  private final ApiErrors errors;

  BigQueryApi(TargetConfig.BigQuery config, Bigquery client) {
    this.config = requireNonNull(config, "config");
    this.client = requireNonNull(client, "client");
    this.requests = new Requests(config);
    this.errors = new ApiErrors(config);
  }

  /**
   * Makes a client; nothing is asked yet.
   *
   * @throws TargetException if there are no credentials
   */
  public static BigQueryApi connect(TargetConfig.BigQuery config) {
    return new BigQueryApi(config, GoogleClients.bigQuery(config));
  }

  /** Where the dataset is; empty if it does not exist. */
  public Optional<String> location() {
    return found(
            "read the dataset " + dataset(),
            () -> client.datasets().get(config.project(), config.dataset()).execute())
        .map(dataset -> orElse(dataset.getLocation(), ""));
  }

  private String dataset() {
    return "%s.%s".formatted(config.project(), config.dataset());
  }

  public void createDataset(String location) {
    DatasetReference reference =
        new DatasetReference().setProjectId(config.project()).setDatasetId(config.dataset());
    Dataset dataset = new Dataset().setDatasetReference(reference).setLocation(location);
    created(
        "create the dataset " + dataset(),
        () -> client.datasets().insert(config.project(), dataset).execute());
  }

  /** A table or view of the dataset. */
  public Optional<TableState> table(String name) {
    return found(
            "read the table " + config.qualified(name),
            () -> client.tables().get(config.project(), config.dataset(), name).execute())
        .map(TableModels::state);
  }

  /** Makes a table, or leaves one of that name as it is. */
  public void create(TableDefinition definition) {
    Table table = TableModels.model(definition, reference(definition.name()));
    created(
        "create the table " + config.qualified(definition.name()),
        () -> client.tables().insert(config.project(), config.dataset(), table).execute());
  }

  /** Sets what a table tells of itself; its other labels stay. */
  public void describe(String name, Map<String, String> labels, Optional<String> description) {
    Table changes = new Table().setLabels(labels);
    description.ifPresent(changes::setDescription);
    patch(name, changes);
  }

  /** Sets the columns of a table; BigQuery refuses what is not an addition. */
  public void setColumns(String name, List<TableField> fields) {
    patch(name, new Table().setSchema(TableModels.schema(fields)));
  }

  /** Lets a table live until somebody deletes it. */
  public void keep(String name) {
    patch(name, new Table().setExpirationTime(Data.nullOf(Long.class)));
  }

  private void patch(String name, Table changes) {
    requests.send(
        "change the table " + config.qualified(name),
        () -> client.tables().patch(config.project(), config.dataset(), name, changes).execute());
  }

  /** Removes a table, if it is there. */
  public void delete(String name) {
    found(
        "delete the table " + config.qualified(name),
        () -> {
          client.tables().delete(config.project(), config.dataset(), name).execute();
          return name;
        });
  }

  /** All tables and views of the dataset. */
  public List<ListedTable> tables() {
    List<ListedTable> tables = new ArrayList<>();
    String[] page = new String[1];
    do {
      TableList listed =
          requests.send(
              "list the tables of " + dataset(),
              () ->
                  client
                      .tables()
                      .list(config.project(), config.dataset())
                      .setPageToken(page[0])
                      .execute());
      for (TableList.Tables table : orNone(listed.getTables())) {
        tables.add(
            new ListedTable(
                table.getTableReference().getTableId(), orElse(table.getLabels(), Map.of())));
      }
      page[0] = listed.getNextPageToken();
    } while (page[0] != null);
    return tables;
  }

  /** Those of the permissions that the job has not on a table. */
  public Set<String> missingPermissions(String name, Set<String> wanted) {
    String resource =
        "projects/%s/datasets/%s/tables/%s".formatted(config.project(), config.dataset(), name);
    TestIamPermissionsRequest question =
        new TestIamPermissionsRequest().setPermissions(List.copyOf(wanted));
    List<String> granted =
        orNone(
            requests
                .send(
                    "ask for the permissions on " + config.qualified(name),
                    () -> client.tables().testIamPermissions(resource, question).execute())
                .getPermissions());
    Set<String> missing = new LinkedHashSet<>(wanted);
    missing.removeAll(granted);
    return missing;
  }

  /** Jobs in the location of the dataset. */
  public BigQueryJobs jobs(String location) {
    return new BigQueryJobs(config, client, requests, errors, location);
  }

  private TableReference reference(String name) {
    return new TableReference()
        .setProjectId(config.project())
        .setDatasetId(config.dataset())
        .setTableId(name);
  }

  private <T> Optional<T> found(String what, Requests.Request<T> request) {
    try {
      return Optional.of(requests.send(request));
    } catch (ApiException refused) {
      if (refused.failure().isAbsence() && !errors.isOfTheProject(refused)) {
        return Optional.empty();
      }
      throw errors.explain(what, refused);
    }
  }

  /** What is there already was made by an attempt whose answer was lost, or by somebody else. */
  private void created(String what, Requests.Request<?> request) {
    try {
      requests.send(request);
    } catch (ApiException refused) {
      if (!refused.failure().isPresence()) {
        throw errors.explain(what, refused);
      }
    }
  }
}
