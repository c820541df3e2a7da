package com.shopsphere.warehouse.extract;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The instant that all tables show, and where it is in the server's binary log.
 *
 * @param method what held the tables still, as SQL; {@code none} if nothing did
 * @param instant by the server's clock, microseconds
 * @param waited for the lock
 * @param held how long it kept others from writing
 * @param connections that show the instant
 * @param gtids executed transactions; absent where the server does not count them
 * @param binaryLog file and position; absent without a binary log, or the privilege to see it
 * @param secondsBehindSource lag of a replica; absent where it is unknown or none is
 */
public record SnapshotPoint(
    String method,
    Instant instant,
    Duration waited,
    Duration held,
    int connections,
    Optional<String> gtids,
    Optional<BinaryLog> binaryLog,
    OptionalLong secondsBehindSource) {

  /** Method of a run that asks for no common instant. */
  public static final String NONE = "none";

  /** A place in the binary log: what is before it is in the snapshot. */
  public record BinaryLog(String file, long position) {

    public BinaryLog {
      requireNonNull(file, "file");
    }
  }

  public SnapshotPoint {
    requireNonNull(method, "method");
    requireNonNull(instant, "instant");
    requireNonNull(waited, "waited");
    requireNonNull(held, "held");
    requireNonNull(gtids, "gtids");
    requireNonNull(binaryLog, "binaryLog");
    requireNonNull(secondsBehindSource, "secondsBehindSource");
  }

  /** One line for the log. */
  public String describe() {
    String position =
        binaryLog.map(log -> ", %s:%d".formatted(log.file(), log.position())).orElse("");
    if (method.equals(NONE)) {
      return "NOT at one instant (source.snapshot.lock = none); %d connections"
          .formatted(connections);
    }
    return "%d connections at %s%s; %s, waited %,d ms, held %,d ms"
        .formatted(connections, instant, position, method, waited.toMillis(), held.toMillis());
  }
}
