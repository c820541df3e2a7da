package com.shopsphere.warehouse;

import static java.util.Objects.requireNonNull;

import com.shopsphere.warehouse.config.ConfigReader;
import com.shopsphere.warehouse.config.JobConfig;
import com.shopsphere.warehouse.failure.ExitCode;
import com.shopsphere.warehouse.failure.JobException;
import com.shopsphere.warehouse.load.RunId;
import com.shopsphere.warehouse.report.PlanDocument;
import com.shopsphere.warehouse.report.PlanFormat;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The command line: {@code WarehouseJob plan|run|clean --config FILE [--set key=value]}. */
@Command(
    name = "warehouse",
    description = "Merges the tables of a MySQL database into one table at a proved grain.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND")
public final class WarehouseJob implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(WarehouseJob.class);

  private final Map<String, String> environment;

  @Spec private @Nullable CommandSpec spec;

  private WarehouseJob(Map<String, String> environment) {
    this.environment = environment;
  }

  /**
   * Runs one command and ends the process with the {@link ExitCode} that tells what came of it.
   * Where the driver runs in a container of YARN, it returns after a success: YARN takes every
   * process that ends by itself for failed.
   */
  public static void main(String[] arguments) {
    int code = run(System.getenv(), arguments);
    if (code == ExitCode.OK.code() && isDriverInYarn()) {
      return;
    }
    // Returning would wait for threads that a failed Spark may have left.
    System.exit(code);
  }

  /** Spark sets the properties of the submission there before it calls main. */
  private static boolean isDriverInYarn() {
    return "yarn".equals(System.getProperty("spark.master"))
        && "cluster".equals(System.getProperty("spark.submit.deployMode"));
  }

  /**
   * Runs one command in this process.
   *
   * @return the process exit code
   */
  static int run(Map<String, String> environment, String... arguments) {
    return new CommandLine(new WarehouseJob(environment))
        .setParameterExceptionHandler((wrong, given) -> refuse(wrong))
        .setExecutionExceptionHandler((failed, line, parsed) -> explain(failed))
        .execute(arguments);
  }

  /** Where the settings of a command come from. */
  static final class SettingsOptions {

    @Option(
        names = "--config",
        paramLabel = "FILE",
        description = "HOCON file with settings; every setting is explained in reference.conf.")
    private @Nullable Path file;

    @Option(
        names = "--set",
        paramLabel = "KEY=VALUE",
        description = "One setting; wins over the environment and the file. May be repeated.")
    private List<String> overrides = new ArrayList<>();

    JobConfig read(Map<String, String> environment) {
      Path workingDirectory = Path.of("").toAbsolutePath();
      return new ConfigReader(environment, workingDirectory, new HadoopSecrets())
          .read(Optional.ofNullable(file), overrides);
    }
  }

  /** Says what was expected in the job's own words. */
  static final class PlanFormatConverter implements ITypeConverter<PlanFormat> {

    @Override
    public PlanFormat convert(String name) {
      try {
        return PlanFormat.named(name);
      } catch (IllegalArgumentException unknown) {
        throw new TypeConversionException(unknown.getMessage());
      }
    }
  }

  /** Says what was expected in the job's own words. */
  static final class RunIdConverter implements ITypeConverter<RunId> {

    @Override
    public RunId convert(String id) {
      return RunId.parse(id)
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "expected the form 20261123_091500_3f9a2c, found '%s'".formatted(id)));
    }
  }

  /** Says what was expected in the job's own words. */
  static final class RunStepConverter implements ITypeConverter<RunStep> {

    @Override
    public RunStep convert(String name) {
      try {
        return RunStep.named(name);
      } catch (IllegalArgumentException unknown) {
        throw new TypeConversionException(unknown.getMessage());
      }
    }
  }

  @Command(
      name = "plan",
      description = "Prints what a run would do, and why; reads no row of any table.",
      mixinStandardHelpOptions = true)
  int plan(
      @Mixin SettingsOptions settings,
      @Option(
              names = "--format",
              paramLabel = "FORMAT",
              defaultValue = "text",
              converter = PlanFormatConverter.class,
              description = "text (the default), json or mermaid; text fits 120 columns.")
          PlanFormat format) {
    PlanDocument plan =
        new Pipeline(settings.read(environment), RunId.next(Instant.now(), new SecureRandom()))
            .plan();
    PrintWriter out = commandLine().getOut();
    out.print(format.write(plan));
    out.flush();
    return ExitCode.OK.code();
  }

  @Command(
      name = "run",
      description = "Reads, merges, verifies and publishes the unified table.",
      mixinStandardHelpOptions = true)
  int run(
      @Mixin SettingsOptions settings,
      @Option(
              names = "--run-id",
              paramLabel = "ID",
              converter = RunIdConverter.class,
              description =
                  "Name of the run, such as 20261123_091500_3f9a2c. With staging.path, what a run of this name has completed is used.")
          @Nullable RunId runId,
      @Option(
              names = "--resume",
              paramLabel = "ID",
              converter = RunIdConverter.class,
              description =
                  "Goes on with a run that failed, from what is complete below staging.path.")
          @Nullable RunId resumed,
      @Option(
              names = "--only",
              paramLabel = "STEP",
              converter = RunStepConverter.class,
              description = "extract, merge or load: one step of the run that --run-id names.")
          @Nullable RunStep only) {
    new RunCommand(
            settings.read(environment),
            Optional.ofNullable(runId),
            Optional.ofNullable(resumed),
            Optional.ofNullable(only))
        .execute();
    return ExitCode.OK.code();
  }

  @Command(
      name = "clean",
      description = {
        "Lists what runs that were killed have left behind, and removes what is chosen.",
        "A run that is under way has things there too: choose --all only when there is none."
      },
      mixinStandardHelpOptions = true)
  int clean(
      @Mixin SettingsOptions settings,
      @Option(
              names = "--run",
              paramLabel = "ID",
              description = "Removes what the run with this id has left. May be repeated.")
          @Nullable List<String> runs,
      @Option(names = "--all", description = "Removes what all runs have left.") boolean all) {
    Cleaning cleaning = new Cleaning(settings.read(environment).target());
    PrintWriter out = commandLine().getOut();
    cleaning.clean(runs == null ? List.of() : runs, all, out);
    out.flush();
    return ExitCode.OK.code();
  }

  @Override
  public void run() {
    throw new ParameterException(commandLine(), "Missing command: expected plan, run or clean");
  }

  private CommandLine commandLine() {
    return requireNonNull(spec, "spec").commandLine();
  }

  private static int refuse(ParameterException wrong) {
    LOG.error("Invalid command line: {}.", wrong.getMessage());
    wrong.getCommandLine().usage(wrong.getCommandLine().getErr());
    return ExitCode.CONFIGURATION.code();
  }

  private static int explain(Exception failed) {
    if (failed instanceof JobException known) {
      LOG.error(known.getMessage());
      LOG.debug("The failure in full", known);
      return known.exitCode().code();
    }
    LOG.error("The job failed for a reason that it does not know; nothing was published.", failed);
    return ExitCode.INTERNAL.code();
  }
}
