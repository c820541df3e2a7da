package com.shopsphere.warehouse.bigquery;

import static com.shopsphere.warehouse.bigquery.TableModels.orElse;
import static com.shopsphere.warehouse.bigquery.TableModels.orNone;
import static java.util.Objects.requireNonNull;

import com.google.api.services.storage.Storage;
import com.google.api.services.storage.model.Bucket;
import com.google.api.services.storage.model.Objects;
import com.google.api.services.storage.model.StorageObject;
import com.shopsphere.warehouse.config.TargetConfig;
import com.shopsphere.warehouse.failure.TargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The bucket in Cloud Storage through which rows are written indirectly. */
public final class TemporaryBucket {

  private static final Set<String> MULTI_REGIONS = Set.of("US", "EU", "ASIA");

  private final String name;
  private final Storage client;
  private final Requests requests;
  private final ApiErrors errors;

  private TemporaryBucket(String name, Storage client, Requests requests, ApiErrors errors) {
    this.name = requireNonNull(name, "name");
    this.client = requireNonNull(client, "client");
    this.requests = requireNonNull(requests, "requests");
    this.errors = requireNonNull(errors, "errors");
  }

  public static TemporaryBucket connect(TargetConfig.BigQuery config, String name) {
    return new TemporaryBucket(
        name, GoogleClients.storage(config), new Requests(config), new ApiErrors(config));
  }

  /**
   * Makes sure that BigQuery can load from the bucket into a dataset.
   *
   * @throws TargetException if it does not exist, may not be seen, or is elsewhere
   */
  public void requireNear(String datasetLocation) {
    Bucket bucket;
    try {
      bucket = requests.send(() -> client.buckets().get(name).execute());
    } catch (ApiException refused) {
      if (refused.failure().isAbsence()) {
        throw new TargetException(
            "Cannot write through the bucket gs://%s (target.bigquery.temporary-gcs-bucket): it does not exist."
                .formatted(name));
      }
      throw errors.explain(
          "read the bucket gs://%s (target.bigquery.temporary-gcs-bucket)".formatted(name),
          refused);
    }
    String location = orElse(bucket.getLocation(), "");
    if (!loads(location, datasetLocation)) {
      throw new TargetException(
          "Cannot write through the bucket gs://%s (target.bigquery.temporary-gcs-bucket): it is in %s, from where BigQuery does not load into a dataset in %s."
              .formatted(name, location, datasetLocation));
    }
  }

  /**
   * Whether BigQuery loads from one location into another: within a place, from anywhere into the
   * US, between a region and the continent around it. Pairs of regions are taken to be right, as
   * their names do not tell which.
   */
  static boolean loads(String bucket, String dataset) {
    String from = bucket.toUpperCase(Locale.ROOT);
    String into = dataset.toUpperCase(Locale.ROOT);
    boolean pair = !MULTI_REGIONS.contains(from) && !from.contains("-");
    return from.equals(into)
        || into.equals("US")
        || pair
        || continent(from).equals(into)
        || continent(into).equals(from);
  }

  private static String continent(String region) {
    String first = region.replaceFirst("-.*", "");
    return first.equals("EUROPE") ? "EU" : first;
  }

  /** Names of the objects that begin so. */
  public List<String> objects(String prefix) {
    List<String> names = new ArrayList<>();
    String[] page = new String[1];
    do {
      Objects listed =
          requests.send(
              "list the objects of gs://" + name,
              () -> client.objects().list(name).setPrefix(prefix).setPageToken(page[0]).execute());
      orNone(listed.getItems()).stream().map(StorageObject::getName).forEach(names::add);
      page[0] = listed.getNextPageToken();
    } while (page[0] != null);
    return names;
  }

  /** Removes an object, if it is there. */
  public void delete(String object) {
    try {
      requests.send(
          () -> {
            client.objects().delete(name, object).execute();
            return object;
          });
    } catch (ApiException refused) {
      if (!refused.failure().isAbsence()) {
        throw errors.explain("delete gs://%s/%s".formatted(name, object), refused);
      }
    }
  }
}
