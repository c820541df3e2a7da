package com.shopsphere.warehouse.intermediate;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.deser.std.FromStringDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;

/** Records as JSON and back; what is read back has passed the records' own validation. */
final class Documents {

  private static final ObjectMapper MAPPER =
      new ObjectMapper()
          .registerModule(new Jdk8Module())
          .registerModule(times())
          // The components of a record, and nothing that a method derives from them.
          .setVisibility(PropertyAccessor.ALL, Visibility.NONE)
          .setVisibility(PropertyAccessor.FIELD, Visibility.ANY)
          .setVisibility(PropertyAccessor.CREATOR, Visibility.ANY)
          .enable(SerializationFeature.INDENT_OUTPUT);

  private Documents() {}

  static String write(Record document) {
    try {
      return MAPPER.writeValueAsString(document);
    } catch (JsonProcessingException defect) {
      throw new IllegalStateException(
          "Cannot write the %s as JSON".formatted(document.getClass().getSimpleName()), defect);
    }
  }

  /**
   * Reads a record.
   *
   * @throws JsonProcessingException if the text is not one of this version of the record
   */
  static <R extends Record> R read(String text, Class<R> type) throws JsonProcessingException {
    return MAPPER.readValue(text, type);
  }

  /** Jackson's own module for java.time is not on every Spark. */
  private static SimpleModule times() {
    return new SimpleModule()
        .addSerializer(Instant.class, ToStringSerializer.instance)
        .addSerializer(Duration.class, ToStringSerializer.instance)
        .addDeserializer(Instant.class, new Parsed<>(Instant.class, Instant::parse))
        .addDeserializer(Duration.class, new Parsed<>(Duration.class, Duration::parse));
  }

  private static final class Parsed<T> extends FromStringDeserializer<T> {

    private static final long serialVersionUID = 1L;

    private final transient Function<String, T> parser;

    Parsed(Class<T> type, Function<String, T> parser) {
      super(type);
      this.parser = parser;
    }

    @Override
    protected T _deserialize(String text, DeserializationContext context) {
      return parser.apply(text);
    }
  }
}
