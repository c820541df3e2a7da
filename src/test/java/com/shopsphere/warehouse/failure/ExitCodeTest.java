package com.shopsphere.warehouse.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ExitCodeTest {

  @Test
  void numbersNeverChangeTheirMeaning() {
    Map<String, Integer> codes =
        Arrays.stream(ExitCode.values()).collect(Collectors.toMap(Enum::name, ExitCode::code));

    assertThat(codes)
        .containsOnly(
            entry("OK", 0),
            entry("INTERNAL", 1),
            entry("CONFIGURATION", 2),
            entry("SOURCE", 3),
            entry("PLAN", 4),
            entry("VERIFICATION", 5),
            entry("TARGET", 6),
            entry("BUSY", 7));
  }

  @Test
  void noTwoFailuresShareANumber() {
    assertThat(Arrays.stream(ExitCode.values()).map(ExitCode::code)).doesNotHaveDuplicates();
  }

  @Test
  void eachKindOfFailureHasItsExitCode() {
    assertThat(new ConfigurationException(List.of("wrong")).exitCode())
        .isEqualTo(ExitCode.CONFIGURATION);
    assertThat(new SourceException("gone").exitCode()).isEqualTo(ExitCode.SOURCE);
    assertThat(new PlanException("no key").exitCode()).isEqualTo(ExitCode.PLAN);
    assertThat(new VerificationException("lost").exitCode()).isEqualTo(ExitCode.VERIFICATION);
    assertThat(new TargetException("full").exitCode()).isEqualTo(ExitCode.TARGET);
    assertThat(new TargetBusyException("locked").exitCode()).isEqualTo(ExitCode.BUSY);
  }

  @Test
  void oneConfigurationProblemIsTheWholeMessage() {
    assertThat(new ConfigurationException(List.of("Invalid source.port: …")))
        .hasMessage("Invalid source.port: …");
  }

  @Test
  void severalConfigurationProblemsAreListedInTheirOrder() {
    assertThat(new ConfigurationException(List.of("Invalid b.", "Invalid a.")))
        .hasMessage(
            "Invalid configuration, 2 problems:%n  - Invalid b.%n  - Invalid a.".formatted());
  }

  @Test
  void refusesAConfigurationErrorWithoutAProblem() {
    assertThatThrownBy(() -> new ConfigurationException(List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid configuration error: it names no problem");
  }
}
