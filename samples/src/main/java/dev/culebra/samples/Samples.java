package dev.culebra.samples;

import dev.culebra.samples.devices.DevicesSample;
import dev.culebra.samples.draw.DrawSample;
import dev.culebra.samples.lessons.ActivationsSample;
import dev.culebra.samples.lessons.BearsSample;
import dev.culebra.samples.lessons.CollabSample;
import dev.culebra.samples.lessons.DigitsSample;
import dev.culebra.samples.lessons.FindRateSample;
import dev.culebra.samples.lessons.ImageToMatrixSample;
import dev.culebra.samples.lessons.LineSample;
import dev.culebra.samples.lessons.OverfitSample;
import dev.culebra.samples.lessons.RegressionSample;
import dev.culebra.samples.lessons.TabularSample;
import dev.culebra.samples.lessons.ThreeOrSevenSample;
import dev.culebra.samples.show.Screen;
import dev.culebra.samples.show.Theme;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command whose subcommands are the samples, {@code list} and {@code help}. */
@Command(name = "samples",
        subcommands = {ImageToMatrixSample.class, LineSample.class, RegressionSample.class, ThreeOrSevenSample.class,
            ActivationsSample.class, DigitsSample.class, FindRateSample.class, OverfitSample.class, BearsSample.class,
            TabularSample.class, CollabSample.class, DrawSample.class, LessonsSample.class, DevicesSample.class})
final class Samples implements Callable<Integer> {

    private final Screen screen;
    private final Interruption interruption;
    private final Set<Theme> themes;
    private final List<Lesson> lessons = new ArrayList<>();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    Samples(Screen screen, Interruption interruption, Set<Theme> themes) {
        this.screen = screen;
        this.interruption = interruption;
        this.themes = themes;
    }

    /** Runs what the arguments say; returns 0, 1 after a failure, or 2 after a wrong use. */
    static int run(Screen screen, PrintWriter err, Interruption interruption, String... args) {
        return new Samples(screen, interruption, EnumSet.of(Theme.LIGHT)).run(err, args);
    }

    /** Likewise, one sample after the other; {@link #lessons} has what came of each. */
    int run(PrintWriter err, String... args) {
        var line = new CommandLine(this);
        line.setOut(screen.out());
        line.setErr(err);
        line.setExpandAtFiles(false);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setUsageHelpWidth(Screen.WIDTH);
        line.getSubcommands().forEach(Samples::explain);
        var errors = new Errors();
        line.setParameterExceptionHandler(errors);
        line.setExecutionExceptionHandler(errors);
        return line.execute(args);
    }

    private static void explain(String name, CommandLine sample) {
        UsageMessageSpec usage = sample.getCommandSpec().usageMessage();
        usage.customSynopsis("mvn -q verify -Dsample=%s -Dargs=\"OPTION...\"".formatted(name));
        String story = Sample.story(sample.getCommandSpec().userObject().getClass());
        if (!story.isEmpty()) {
            Stream<String> lines = Stream.concat(Stream.of(""), story.replace("%", "%%").lines());
            usage.footer(Stream.concat(lines, Stream.of(usage.footer())).toArray(String[]::new));
        }
    }

    Screen screen() {
        return screen;
    }

    Interruption interruption() {
        return interruption;
    }

    /** In which every picture is written. */
    Set<Theme> themes() {
        return themes;
    }

    /** What came of the samples that were run, in their order. */
    List<Lesson> lessons() {
        return List.copyOf(lessons);
    }

    /** A sample has come to its end. */
    void finished(Lesson lesson) {
        lessons.add(lesson);
    }

    @Override
    public Integer call() {
        throw new UsageException("name a sample; \"list\" names them all");
    }

    @Command(name = "list", description = "Names the samples.")
    int list() {
        for (var sample : spec.subcommands().values()) {
            if (sample.getCommand() instanceof Sample) {
                screen.println("%-16s %s".formatted(sample.getCommandName(),
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
