package dev.culebra.samples;

import dev.culebra.samples.devices.DevicesSample;
import dev.culebra.samples.lessons.DigitsSample;
import dev.culebra.samples.show.Screen;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command whose subcommands are the samples, {@code list} and {@code help}. */
@Command(name = "samples", subcommands = {DigitsSample.class, DevicesSample.class})
final class Samples implements Callable<Integer> {

    private final Screen screen;
    private final Interruption interruption;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    Samples(Screen screen, Interruption interruption) {
        this.screen = screen;
        this.interruption = interruption;
    }

    /** Runs what the arguments say; returns 0, 1 after a failure, or 2 after a wrong use. */
    static int run(Screen screen, PrintWriter err, Interruption interruption, String... args) {
        var line = new CommandLine(new Samples(screen, interruption));
        line.setOut(screen.out());
        line.setErr(err);
        line.setExpandAtFiles(false);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setUsageHelpWidth(Screen.WIDTH);
        line.getSubcommands().forEach((name, sample) -> sample.getCommandSpec().usageMessage()
                .customSynopsis("mvn -q verify -Dsample=%s -Dargs=\"OPTION...\"".formatted(name)));
        var errors = new Errors();
        line.setParameterExceptionHandler(errors);
        line.setExecutionExceptionHandler(errors);
        return line.execute(args);
    }

    Screen screen() {
        return screen;
    }

    Interruption interruption() {
        return interruption;
    }

    @Override
    public Integer call() {
        throw new UsageException("name a sample; \"list\" names them all");
    }

    @Command(name = "list", description = "Names the samples.")
    int list() {
        for (var sample : spec.subcommands().values()) {
            if (sample.getCommand() instanceof Sample) {
                screen.println("%-12s %s".formatted(sample.getCommandName(),
                        String.join(" ", sample.getCommandSpec().usageMessage().description())));
            }
        }
        screen.println("""

                mvn -q verify -Dsample=NAME                     runs one
                mvn -q verify -Dsample=NAME -Dargs="--help"     says what it can do""");
        return 0;
    }

    @Command(name = "help", description = "Says what a sample can do.")
    int help(@Parameters(paramLabel = "SAMPLE", arity = "0..1", defaultValue = "") String name) {
        if (name.isEmpty()) {
            return list();
        }
        CommandLine sample = spec.subcommands().get(name);
        if (sample == null) {
            throw Errors.unknownSample(name, spec);
        }
        sample.usage(screen.out());
        return 0;
    }
}
