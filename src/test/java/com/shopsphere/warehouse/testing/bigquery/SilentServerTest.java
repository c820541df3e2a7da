package com.shopsphere.warehouse.testing.bigquery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.Test;

class SilentServerTest {

  @Test
  void takesConnectionsAndNeverAnswers() throws IOException {
    try (var silent = SilentServer.start();
        var client = new Socket(InetAddress.getLoopbackAddress(), silent.port())) {
      client.setSoTimeout(300);
      client.getOutputStream().write(1);

      assertThatThrownBy(() -> client.getInputStream().read())
          .isInstanceOf(SocketTimeoutException.class);
      assertThat(silent.connections()).isEqualTo(1);
    }
  }

  @Test
  void endsItsConnectionsWhenClosed() throws IOException, InterruptedException {
    var silent = SilentServer.start();
    try (var client = new Socket(InetAddress.getLoopbackAddress(), silent.port())) {
      while (silent.connections() == 0) {
        Thread.sleep(5);
      }
      silent.close();

      assertThat(client.getInputStream().read()).isEqualTo(-1);
    }
  }
}
