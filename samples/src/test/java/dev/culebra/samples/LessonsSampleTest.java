package dev.culebra.samples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import dev.culebra.samples.show.Glyphs;
import dev.culebra.samples.show.Screen;
import dev.culebra.samples.show.Theme;
import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

class LessonsSampleTest {

    @TempDir
    private Path directory;

    /** What is no lesson: the report itself, and what only describes this machine or serves a page. */
    private static final Set<String> NO_LESSONS = Set.of("lessons", "list", "help", "devices", "draw");

    @Test
    void runsEveryLessonThereIs() {
        var samples = new Samples(new Screen(new PrintWriter(new StringWriter()), false, Glyphs.ASCII),
                new Interruption(), EnumSet.of(Theme.LIGHT));
        Set<String> names = new TreeSet<>(new CommandLine(samples).getSubcommands().keySet());
        names.removeAll(NO_LESSONS);
        assertEquals(names, new TreeSet<>(LessonsSample.names()));
    }

    @Test
    void refusesAReportThatCannotBeWritten() {
        Run run = Run.of("lessons", "--report", directory.toString());
        assertEquals(2, run.code());
        assertTrue(run.err().startsWith("lessons: --report " + directory + ": is a directory"), run::err);
    }
}
