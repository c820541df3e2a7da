package com.shopsphere.warehouse.report;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.time.Instant;

/**
 * Records as JSON: keys in snake case and in the order of the components, instants in ISO 8601, a
 * line break at the end.
 */
final class Json {

  static final ObjectWriter WRITER =
      new ObjectMapper()
          .setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .registerModule(new SimpleModule().addSerializer(new InstantSerializer()))
          .enable(SerializationFeature.INDENT_OUTPUT)
          .writer();

  private Json() {}

  static String write(Record document, ObjectWriter writer) {
    try {
      return writer.writeValueAsString(document) + System.lineSeparator();
    } catch (JsonProcessingException defect) {
      throw new IllegalStateException(
          "Cannot write the %s as JSON".formatted(document.getClass().getSimpleName()), defect);
    }
  }

  /** Jackson's own module for java.time is not on every Spark. */
  private static final class InstantSerializer extends StdSerializer<Instant> {

    private static final long serialVersionUID = 1L;

    InstantSerializer() {
      super(Instant.class);
    }

    @Override
    public void serialize(Instant instant, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      json.writeString(instant.toString());
    }
  }
}
