package dev.culebra.samples;

import dev.culebra.nn.train.StepReport;
import dev.culebra.nn.train.TrainingListener;
import dev.culebra.samples.show.Figures;
import dev.culebra.samples.show.Pictures;
import dev.culebra.samples.show.Screen;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * A lesson: a subcommand, with the options that every sample has.
 *
 * <pre>{@code
 * @Command(name = "product", description = "Multiplies two numbers.")
 * final class Product extends Sample {
 *     @Override
 *     protected void run(Screen screen, Figures figures) {
 *         screen.println("6 × 7 = " + 6 * 7);
 *         figures.put("product", 6 * 7);
 *     }
 * }
 * }</pre>
 */
public abstract class Sample implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1",
            description = "Begins every random choice: one seed, one run (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes the final figures to this file, as JSON.")
    private Optional<Path> json = Optional.empty();

    @Option(names = "--pictures", paramLabel = "DIR", defaultValue = "target/pictures",
            description = "Where pictures go, as PNG and GIF (default: ${DEFAULT-VALUE}).")
    private Path pictureDirectory = Path.of("");

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Prints this text.")
    private boolean help;

    private Optional<Pictures> pictures = Optional.empty();

    /** For the samples themselves. */
    protected Sample() {}

    /**
     * Does what the sample is there to show.
     *
     * @param screen where it writes
     * @param figures takes the final figures, for {@code --json}
     * @throws UsageException if what the user asks for cannot be done
     */
    protected abstract void run(Screen screen, Figures figures);

    /** The seed that the user chose. */
    protected final long seed() {
        return seed;
    }

    /** Takes the pictures of this run. */
    protected final Pictures pictures() {
        return pictures.orElseThrow();
    }

    /** Whether the user pressed Ctrl-C: a sample then ends its step and reports what it has. */
    protected final boolean interrupted() {
        return command().interruption().requested();
    }

    /** Ends a training after the step in which the user presses Ctrl-C. */
    protected final TrainingListener untilInterrupted() {
        return new TrainingListener() {
            @Override
            public boolean goesOn(StepReport step) {
                return !interrupted();
            }
        };
    }

    /** Runs the sample. The file for the figures is tried first, so that nothing is computed in vain. */
    @Override
    public final Integer call() {
        json.ifPresent(file -> OutputFile.check("--json", file));
        OutputFile.checkDirectory("--pictures", pictureDirectory);
        var taken = new Pictures(pictureDirectory, spec.name(), command().themes());
        pictures = Optional.of(taken);
        var figures = new Figures();
        figures.put("sample", spec.name());
        figures.put("seed", seed);
        try {
            run(command().screen(), figures);
        } catch (FailureException e) {
            write(figures); // what was learnt before
            throw e;
        }
        write(figures);
        for (Pictures.Written picture : taken.written()) {
            command().screen().println("Picture  %s: %s".formatted(picture.file(), picture.caption()));
        }
        taken.missing().ifPresent(reason -> command().screen().println("Pictures are not drawn: " + reason));
        command().finished(new Lesson(spec.name(), story(getClass()), figures, taken.written()));
        return 0;
    }

    /** What the class tells about itself; empty if it tells nothing. */
    static String story(Class<?> sample) {
        Story story = sample.getAnnotation(Story.class);
        return story == null ? "" : story.value();
    }

    private void write(Figures figures) {
        json.ifPresent(file -> OutputFile.write(file, figures.toJson()));
    }

    /** Where pictures go. */
    final Path pictureDirectory() {
        return pictureDirectory;
    }

    /** The command that this is a part of. */
    final Samples command() {
        return (Samples) spec.root().userObject();
    }
}
