package com.shopsphere.warehouse.bigquery;

import com.google.api.client.http.HttpRequest;
import com.google.api.client.http.HttpRequestInitializer;
import com.google.api.client.http.javanet.NetHttpTransport;
import com.google.api.client.json.gson.GsonFactory;
import com.google.api.services.bigquery.Bigquery;
import com.google.api.services.storage.Storage;
import com.google.auth.http.HttpCredentialsAdapter;
import com.google.auth.oauth2.GoogleCredentials;
import com.shopsphere.warehouse.config.TargetConfig;
import java.io.IOException;

/** Google's own clients, with credentials and time limits. */
final class GoogleClients {

  private static final String APPLICATION = "shopsphere-warehouse";
  private static final int CONNECT_MILLIS = 20_000;

  /** Longer than BigQuery waits for a query before it says that it is not done. */
  private static final int READ_MILLIS = 60_000;

  private GoogleClients() {}

  static Bigquery bigQuery(TargetConfig.BigQuery config) {
    Bigquery.Builder builder =
        new Bigquery.Builder(
                new NetHttpTransport(), GsonFactory.getDefaultInstance(), initializer(config))
            .setApplicationName(APPLICATION);
    config.endpoints().api().ifPresent(root -> builder.setRootUrl(root + "/"));
    return builder.build();
  }

  static Storage storage(TargetConfig.BigQuery config) {
    Storage.Builder builder =
        new Storage.Builder(
                new NetHttpTransport(), GsonFactory.getDefaultInstance(), initializer(config))
            .setApplicationName(APPLICATION);
    config.endpoints().storage().ifPresent(root -> builder.setRootUrl(root + "/"));
    return builder.build();
  }

  private static HttpRequestInitializer initializer(TargetConfig.BigQuery config) {
    GoogleCredentials credentials = GoogleAccess.credentials(config.access());
    HttpCredentialsAdapter adapter = new HttpCredentialsAdapter(credentials);
    boolean renewable = config.access().accessToken().isEmpty();
    return new HttpRequestInitializer() {
      @Override
      public void initialize(HttpRequest request) throws IOException {
        adapter.initialize(request);
        if (!renewable) {
          // Otherwise a refused token is answered by an attempt to renew it, which fails oddly.
          request.setUnsuccessfulResponseHandler(null);
        }
        request.setConnectTimeout(CONNECT_MILLIS);
        request.setReadTimeout(READ_MILLIS);
      }
    };
  }
}
