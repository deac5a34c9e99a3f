package dev.culebra.nn.readme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("source-tree")
class ReadmeTest {
    private static final Path SOURCE = Path.of("src/test/java/dev/culebra/nn/readme/Xor.java");
    private static final Path README = Path.of("../README.md");

    @Test
    void theReadmeShowsTheExampleThatIsCompiledHere() throws IOException {
        String source = Files.readString(SOURCE);
        String begin = "// README begins\n";
        String example = source.substring(source.indexOf(begin) + begin.length(), source.indexOf("    // README ends"));
        assertTrue(Files.readString(README).contains("```java\n" + example.stripTrailing().stripIndent() + "\n```"),
                "README.md lacks the example of " + SOURCE);
    }

    @Test
    void theExampleLearnsExclusiveOr() {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream before = System.out;
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            Xor.main();
        } finally {
            System.setOut(before);
        }
        String[] answers = printed.toString(StandardCharsets.UTF_8).strip().replaceAll("[\\[\\]]", "").split(", ");
        long[] rounded = Arrays.stream(answers).mapToLong(answer -> Math.round(Double.parseDouble(answer))).toArray();
        assertEquals("[0, 1, 1, 0]", Arrays.toString(rounded));
    }
}
