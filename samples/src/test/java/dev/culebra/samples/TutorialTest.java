package dev.culebra.samples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The tutorial shows the code that runs, pictures that exist and samples that there are. */
@Tag("source-tree")
class TutorialTest {

    private static final Path ROOT = Path.of("..");
    private static final Pattern CODE = Pattern.compile("<!-- (\\S+) -->\n```java\n(.*?)\n```", Pattern.DOTALL);

    private static String tutorial() throws IOException {
        return Files.readString(ROOT.resolve("docs/tutorial.md"));
    }

    @Test
    void showsTheCodeOfTheSamples() throws IOException {
        String tutorial = tutorial();
        List<MatchResult> blocks = CODE.matcher(tutorial).results().toList();
        assertEquals(tutorial.split("```java", -1).length - 1, blocks.size(), "every block names its file");
        for (MatchResult block : blocks) {
            String source = Files.readString(ROOT.resolve(block.group(1)));
            assertTrue(unindented(source).contains(unindented(block.group(2))),
                    () -> "not in %s:%n%s".formatted(block.group(1), block.group(2)));
        }
    }

    /** Where a line begins is the formatter's business. */
    private static String unindented(String code) {
        return code.lines().map(String::strip).collect(Collectors.joining("\n"));
    }

    @Test
    void showsPicturesThatExistAndSamplesThatThereAre() throws IOException {
        String tutorial = tutorial();
        Pattern.compile("!\\[[^]]+]\\(([^)]+)\\)").matcher(tutorial).results().forEach(picture -> assertTrue(
                Files.exists(ROOT.resolve("docs").resolve(picture.group(1))), picture.group(1)));
        String list = Run.of("list").out();
        Pattern.compile("-Dsample=(\\S+)").matcher(tutorial).results().forEach(sample -> assertTrue(
                list.lines().anyMatch(line -> line.startsWith(sample.group(1) + " ")), sample.group(1)));
    }
}
