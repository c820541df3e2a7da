package com.shopsphere.warehouse.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes over the wire is written down byte by byte, as the protocol's description has it. */
class PacketStreamTest {

  private static final int LONGEST = (1 << 24) - 1;

  @Property(tries = 200)
  void packetsComeAsTheyWereSentHoweverTheNetworkCutsThem(
      @ForAll @Size(min = 1, max = 40) List<@IntRange(max = 300_000) Integer> lengths,
      @ForAll @IntRange(min = 1, max = 400_000) int piece)
      throws IOException {
    ByteArrayOutputStream wire = new ByteArrayOutputStream();
    lengths.forEach(length -> write(wire, content(length)));
    PacketStream packets = receiving(wire.toByteArray(), piece);

    for (int length : lengths) {
      packets.receive();
      assertThat(received(packets)).isEqualTo(content(length));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {LONGEST - 1, LONGEST, LONGEST + 1, 2 * LONGEST, 2 * LONGEST + 70_000})
  void aPacketThatIsContinuedIsOne(int length) throws IOException {
    ByteArrayOutputStream wire = new ByteArrayOutputStream();
    write(wire, content(5));
    write(wire, content(length));
    write(wire, content(7));
    PacketStream packets = receiving(wire.toByteArray(), 1 << 20);

    for (int expected : List.of(5, length, 7)) {
      packets.receive();
      assertThat(Arrays.equals(received(packets), content(expected)))
          .as("%d bytes", expected)
          .isTrue();
    }
  }

  @Test
  void memoryForALongPacketIsGivenUpWithTheNextOnes() throws IOException {
    ByteArrayOutputStream wire = new ByteArrayOutputStream();
    write(wire, content(LONGEST));
    for (int i = 0; i < 300; i++) {
      write(wire, content(1000));
    }
    PacketStream packets = receiving(wire.toByteArray(), 1 << 16);

    packets.receive();
    assertThat(packets.bytes()).hasSizeGreaterThan(LONGEST);
    for (int i = 0; i < 300; i++) {
      packets.receive();
    }
    assertThat(packets.bytes()).hasSizeLessThan(1 << 20);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 4, 5, 13})
  void anEndWithinAPacketIsAnError(int bytes) {
    ByteArrayOutputStream wire = new ByteArrayOutputStream();
    write(wire, content(10));
    PacketStream packets = receiving(Arrays.copyOf(wire.toByteArray(), bytes), 100);

    assertThatThrownBy(packets::receive).isInstanceOf(EOFException.class);
  }

  @Test
  void aCommandBeginsAnExchange() throws IOException {
    ByteArrayOutputStream wire = new ByteArrayOutputStream();

    new PacketStream(InputStream.nullInputStream(), wire).send((byte) 0x16, new byte[300]);

    byte[] expected = new byte[4 + 1 + 300];
    expected[0] = 0x2D;
    expected[1] = 0x01;
    expected[4] = 0x16;
    assertThat(wire.toByteArray()).isEqualTo(expected);
  }

  @Test
  void aCommandThatNeedsTwoPacketsIsRefused() {
    PacketStream packets =
        new PacketStream(InputStream.nullInputStream(), OutputStream.nullOutputStream());

    assertThatThrownBy(() -> packets.send((byte) 0x16, new byte[LONGEST - 1]))
        .isInstanceOf(IOException.class)
        .hasMessage("Cannot send a command of 16,777,215 bytes");
  }

  private static byte[] content(int length) {
    byte[] content = new byte[length];
    new Random(length).nextBytes(content);
    return content;
  }

  /** In packets of at most {@link #LONGEST} bytes, of which the last is shorter. */
  private static void write(ByteArrayOutputStream wire, byte[] content) {
    int at = 0;
    int length;
    do {
      length = Math.min(LONGEST, content.length - at);
      wire.write(length);
      wire.write(length >> 8);
      wire.write(length >> 16);
      wire.write(at / LONGEST);
      wire.write(content, at, length);
      at += length;
    } while (length == LONGEST);
  }

  private static byte[] received(PacketStream packets) {
    int start = packets.start();
    return Arrays.copyOfRange(packets.bytes(), start, start + packets.length());
  }

  private static PacketStream receiving(byte[] wire, int piece) {
    InputStream pieces =
        new FilterInputStream(new ByteArrayInputStream(wire)) {
          @Override
          public int read(byte[] into, int at, int length) throws IOException {
            return super.read(into, at, Math.min(length, piece));
          }
        };
    return new PacketStream(pieces, OutputStream.nullOutputStream());
  }
}
