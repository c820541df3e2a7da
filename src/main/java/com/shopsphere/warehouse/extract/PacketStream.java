package com.shopsphere.warehouse.extract;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * MySQL's packets, received many at a time: the bytes of one stay where they were received until
 * the next is asked for.
 *
 * <p>A packet of 2^24-1 bytes is continued by the next; both are one to the reader.
 */
final class PacketStream {

  private static final int HEADER = 4;
  private static final int CONTINUED = 0xFFFFFF;
  private static final int USUAL = 1 << 17;

  /** A buffer that has grown beyond this for one packet is not kept. */
  private static final int LARGE = 4 << 20;

  private final InputStream input;
  private final OutputStream output;
  private byte[] buffer = new byte[USUAL];
  private int next;
  private int end;
  private int start;
  private int length;

  PacketStream(InputStream input, OutputStream output) {
    this.input = input;
    this.output = output;
  }

  /** Sends a command, which begins an exchange. */
  void send(byte command, byte[] body) throws IOException {
    int size = 1 + body.length;
    if (size >= CONTINUED) {
      throw new IOException("Cannot send a command of %,d bytes".formatted(size));
    }
    byte[] packet = new byte[HEADER + size];
    packet[0] = (byte) size;
    packet[1] = (byte) (size >> 8);
    packet[2] = (byte) (size >> 16);
    packet[HEADER] = command;
    System.arraycopy(body, 0, packet, HEADER + 1, body.length);
    output.write(packet);
    output.flush();
  }

  /** Receives the next packet; the bytes of the last one are lost. */
  void receive() throws IOException {
    require(HEADER);
    int size = size(next);
    require(HEADER + size);
    start = next + HEADER;
    length = size;
    while (size == CONTINUED) {
      size = receiveContinuation();
    }
    next = start + length;
  }

  /** Moves the continuation up to the packet, over its own header. */
  private int receiveContinuation() throws IOException {
    next = start - HEADER;
    require(HEADER + length + HEADER);
    int size = size(next + HEADER + length);
    require(HEADER + length + HEADER + size);
    start = next + HEADER;
    int continuation = start + length + HEADER;
    System.arraycopy(buffer, continuation, buffer, start + length, end - continuation);
    end -= HEADER;
    length += size;
    return size;
  }

  private int size(int at) {
    return Wire.uint16(buffer, at) | (buffer[at + 2] & 0xFF) << 16;
  }

  /** Makes sure that so many bytes from the next packet on are in the buffer. */
  private void require(int bytes) throws IOException {
    if (end - next >= bytes) {
      return;
    }
    if (bytes > buffer.length - next) {
      makeRoom(bytes);
    }
    while (end - next < bytes) {
      int read = input.read(buffer, end, buffer.length - end);
      if (read < 0) {
        throw new EOFException("the server ended it");
      }
      end += read;
    }
  }

  private void makeRoom(int bytes) {
    boolean keep = bytes <= buffer.length && (bytes > USUAL || buffer.length <= LARGE);
    byte[] larger = keep ? buffer : new byte[Math.max(USUAL, Math.max(bytes, end - next) + HEADER)];
    System.arraycopy(buffer, next, larger, 0, end - next);
    buffer = larger;
    end -= next;
    next = 0;
  }

  /** Holds the packet, among others. */
  byte[] bytes() {
    return buffer;
  }

  int start() {
    return start;
  }

  int length() {
    return length;
  }

  /** The first byte, which tells what a packet is; 0 to 255. */
  int kind() {
    return buffer[start] & 0xFF;
  }
}
