package com.shopsphere.warehouse.bigquery;

import com.google.api.client.googleapis.json.GoogleJsonError;
import com.google.api.client.googleapis.json.GoogleJsonResponseException;
import com.google.api.client.http.HttpResponseException;
import com.google.api.client.util.BackOff;
import com.google.api.client.util.BackOffUtils;
import com.google.api.client.util.ExponentialBackOff;
import com.google.api.client.util.Sleeper;
import com.google.auth.Retryable;
import com.shopsphere.warehouse.config.TargetConfig;
import com.shopsphere.warehouse.failure.TargetException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends requests, again and again for a while if Google cannot answer them at the moment. Only such
 * requests are sent that do the same however often they arrive.
 */
final class Requests {

  private static final Logger LOG = LoggerFactory.getLogger(Requests.class);
  private static final int FIRST_PAUSE_MILLIS = 250;
  private static final int LONGEST_PAUSE_MILLIS = 15_000;

  private final Duration retryTime;
  private final ApiErrors errors;

  Requests(TargetConfig.BigQuery config) {
    this.retryTime = config.publication().retryTime();
    this.errors = new ApiErrors(config);
  }

  /** One request: its {@code execute}, which sends it anew each time. */
  interface Request<T> extends Callable<T> {
    @Override
    T call() throws IOException;
  }

  /**
   * Sends a request that is expected to succeed.
   *
   * @param what as in "Cannot ...": a verb and its object
   * @throws TargetException that explains the last answer
   */
  <T> T send(String what, Request<T> request) {
    try {
      return send(request);
    } catch (ApiException refused) {
      throw errors.explain(what, refused);
    }
  }

  /**
   * Sends a request of which some failures are answers.
   *
   * @throws ApiException with the last answer
   */
  <T> T send(Request<T> request) {
    BackOff pauses = pauses(retryTime);
    while (true) {
      try {
        return request.call();
      } catch (IOException failed) {
        ApiFailure failure = failure(failed);
        if (!passes(failed, failure) || !pause(pauses)) {
          throw new ApiException(failure, failed);
        }
        LOG.debug("Trying again, as BigQuery answered: {}", failure.message());
      }
    }
  }

  /** Growing ones, with chance in them, and none when the time is over. */
  static BackOff pauses(Duration retryTime) {
    return new ExponentialBackOff.Builder()
        .setInitialIntervalMillis(FIRST_PAUSE_MILLIS)
        .setMaxIntervalMillis(LONGEST_PAUSE_MILLIS)
        .setMaxElapsedTimeMillis(Math.toIntExact(Math.min(retryTime.toMillis(), Integer.MAX_VALUE)))
        .build();
  }

  /** Waits for the next attempt; false if there is to be none. */
  static boolean pause(BackOff pauses) {
    try {
      return BackOffUtils.next(Sleeper.DEFAULT, pauses);
    } catch (IOException never) {
      throw new IllegalStateException(never);
    } catch (InterruptedException told) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** What is no answer at all is a connection that could not be made or broke. */
  private static boolean passes(IOException failed, ApiFailure failure) {
    return failure.passes()
        || !(failed instanceof HttpResponseException || isOfCredentials(failed));
  }

  private static boolean isOfCredentials(IOException failed) {
    return failed instanceof Retryable credentials && !credentials.isRetryable();
  }

  private static ApiFailure failure(IOException failed) {
    if (failed instanceof GoogleJsonResponseException told && told.getDetails() != null) {
      GoogleJsonError details = told.getDetails();
      List<GoogleJsonError.ErrorInfo> errors = TableModels.orNone(details.getErrors());
      String reason = errors.isEmpty() ? "" : TableModels.orElse(errors.get(0).getReason(), "");
      return new ApiFailure(
          told.getStatusCode(), reason, TableModels.orElse(details.getMessage(), reason));
    }
    if (failed instanceof HttpResponseException told) {
      return new ApiFailure(told.getStatusCode(), "", "it answered status " + told.getStatusCode());
    }
    String what = Objects.toString(failed.getMessage(), failed.getClass().getSimpleName());
    return new ApiFailure(0, "", what);
  }
}
