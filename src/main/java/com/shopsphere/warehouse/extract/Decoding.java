package com.shopsphere.warehouse.extract;

import com.shopsphere.warehouse.extract.WireColumn.Kind;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DecimalType;

/** Ways from what the server sends to Spark's types. */
enum Decoding {
  INT(Kind.WHOLE_NUMBER) {
    @Override
    ColumnDecoder decoder(WireColumn wire, DataType type, InvalidValue invalid) {
      return new NumberDecoders.ToInt(wire);
    }
  },
  LONG(Kind.WHOLE_NUMBER) {
    @Override
    ColumnDecoder decoder(WireColumn wire, DataType type, InvalidValue invalid) {
      return new NumberDecoders.ToLong(wire);
    }
  },
  UNSIGNED_LONG(Kind.WHOLE_NUMBER) {
    @Override
    ColumnDecoder decoder(WireColumn wire, DataType type, InvalidValue invalid) {
      return new NumberDecoders.ToUnsigned();
    }
  },
  BOOLEAN(Kind.WHOLE_NUMBER) {
    @Override
    ColumnDecoder decoder(WireColumn wire, DataType type, InvalidValue invalid) {
      return new NumberDecoders.ToBoolean(wire, invalid);
    }
  },
  FLOAT(Kind.FLOAT) {
    @Override
    ColumnDecoder decoder(WireColumn wire, DataType type, InvalidValue invalid) {
      return new NumberDecoders.ToFloat();
    }
  },
  DOUBLE(Kind.DOUBLE) {
    @Override
    ColumnDecoder decoder(WireColumn wire, DataType type, InvalidValue invalid) {
      return new NumberDecoders.ToDouble();
    }
  },
  DECIMAL(Kind.BYTES) {
    @Override
    ColumnDecoder decoder(WireColumn wire, DataType type, InvalidValue invalid) {
      return NumberDecoders.decimal((DecimalType) type);
    }
  },
  BIT(Kind.BYTES) {
    @Override
    ColumnDecoder decoder(WireColumn wire, DataType type, InvalidValue invalid) {
      return NumberDecoders.bit(type);
    }
  },
  DATE(Kind.DATE) {
    @Override
    ColumnDecoder decoder(WireColumn wire, DataType type, InvalidValue invalid) {
      return new DateDecoders.ToDays(invalid);
    }
  },
  DATE_AS_TEXT(Kind.DATE) {
    @Override
    ColumnDecoder decoder(WireColumn wire, DataType type, InvalidValue invalid) {
      return new TextDecoders.DateToText();
    }
  },
  /** DATETIME, and TIMESTAMP in a session whose zone is UTC. */
  DATETIME(Kind.DATETIME) {
    @Override
    ColumnDecoder decoder(WireColumn wire, DataType type, InvalidValue invalid) {
      return new DateDecoders.ToMicros(wire.decimals(), invalid);
    }
  },
  DATETIME_AS_TEXT(Kind.DATETIME) {
    @Override
    ColumnDecoder decoder(WireColumn wire, DataType type, InvalidValue invalid) {
      return new TextDecoders.DateTimeToText(wire.decimals());
    }
  },
  TIME_AS_TEXT(Kind.TIME) {
    @Override
    ColumnDecoder decoder(WireColumn wire, DataType type, InvalidValue invalid) {
      return new TextDecoders.TimeToText(wire.decimals());
    }
  },
  /** Bytes, and texts in UTF-8. */
  BYTES(Kind.BYTES) {
    @Override
    ColumnDecoder decoder(WireColumn wire, DataType type, InvalidValue invalid) {
      return new TextDecoders.ToBytes();
    }
  },
  WKT(Kind.BYTES) {
    @Override
    ColumnDecoder decoder(WireColumn wire, DataType type, InvalidValue invalid) {
      return new TextDecoders.ToWkt();
    }
  };

  private final Kind sent;

  Decoding(Kind sent) {
    this.sent = sent;
  }

  /** Whether the server sends the column as its declaration promised. */
  boolean fits(WireColumn wire) {
    return wire.kind() == sent;
  }

  /** What the server is to send, for messages. */
  String describe() {
    return sent.describe();
  }

  /**
   * A decoder for one reader.
   *
   * @param wire that {@link #fits}
   * @param type that the mapping has chosen together with this
   */
  abstract ColumnDecoder decoder(WireColumn wire, DataType type, InvalidValue invalid);
}
