package dev.culebra.samples;

import dev.culebra.engine.Device;
import dev.culebra.samples.show.Figures;
import dev.culebra.samples.show.Report;
import dev.culebra.samples.show.Screen;
import dev.culebra.samples.show.Theme;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Every lesson, small, and a page that shows what came of each. */
@Command(name = "lessons", description = "Runs every lesson, small, and writes a report with all pictures.")
final class LessonsSample extends Sample {

    /** With settings that are done in seconds. */
    private static final List<List<String>> LESSONS = List.of(
            List.of("image-to-matrix"),
            List.of("line"),
            List.of("regression"),
            List.of("tabular"),
            List.of("collab"),
            List.of("activations"),
            List.of("three-or-seven", "--train-images", "20000", "--epochs", "5"),
            List.of("bears", "--pictures-drawn", "450", "--epochs", "6"),
            List.of("overfit", "--train-images", "2000", "--images", "200", "--epochs", "40"),
            List.of("find-rate"),
            List.of("digits", "--epochs", "3", "--train-images", "20000"));

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--report", paramLabel = "FILE", defaultValue = "target/lessons.html",
            description = "Where the report goes, one page with everything in it (default: ${DEFAULT-VALUE}).")
    private Path report = Path.of("");

    LessonsSample() {}

    /** The lessons that it runs. */
    static List<String> names() {
        return LESSONS.stream().map(List::getFirst).toList();
    }

    @Override
    protected void run(Screen screen, Figures figures) {
        OutputFile.checkDirectory("--report", report.toAbsolutePath().getParent());
        if (Files.isDirectory(report)) {
            throw new UsageException("--report %s: is a directory".formatted(report));
        }
        var page = new Report("Culebra: the lessons", Device.standardReason());
        List<String> failed = new ArrayList<>();
        for (List<String> lesson : LESSONS) {
            if (interrupted()) {
                break;
            }
            if (!run(lesson, screen, page)) {
                failed.add(lesson.getFirst());
            }
        }
        write(page);
        screen.println("%nReport   %s".formatted(report));
        figures.put("lessons", LESSONS.size());
        figures.put("failed", failed.size());
        if (!failed.isEmpty()) {
            throw new FailureException("failed: " + String.join(", ", failed));
        }
    }

    /** Whether it went well. */
    private boolean run(List<String> lesson, Screen screen, Report page) {
        String name = lesson.getFirst();
        screen.println("%n== %s%n".formatted(name));
        var text = new StringWriter();
        var both = new Screen(new PrintWriter(new Tee(screen.out(), text), true), false, screen.glyphs());
        var samples = new Samples(both, command().interruption(), EnumSet.allOf(Theme.class));
        String[] args = Stream.concat(lesson.stream(), Stream.of("--seed", Long.toString(seed()), "--pictures",
                pictureDirectory().toString())).toArray(String[]::new);
        int code = samples.run(spec.commandLine().getErr(), args);
        String description = String.join(" ", spec.parent().subcommands().get(name).getCommandSpec().usageMessage()
                .description());
        for (Lesson done : samples.lessons()) {
            page.lesson(name, description, done.story(), done.figures(), done.pictures(), text.toString());
        }
        return code == 0;
    }

    private void write(Report page) {
        try {
            Files.createDirectories(report.toAbsolutePath().getParent());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make directory " + report.toAbsolutePath().getParent(), e);
        }
        OutputFile.write(report, page.toHtml());
    }
}
