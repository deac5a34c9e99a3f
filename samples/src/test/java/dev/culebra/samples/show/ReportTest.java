package dev.culebra.samples.show;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {

    @TempDir
    private Path directory;

    @Test
    void holdsEverythingItself() {
        var pictures = new Pictures(directory, "line", EnumSet.allOf(Theme.class));
        pictures.add("plot", "A <line>.", new Plot("", "x", "y").line("a", new double[] {0, 1}, new double[] {0, 1}));
        var figures = new Figures();
        figures.put("loss", 0.125);
        figures.put("none", Double.NaN);
        var report = new Report("Lessons", "cpu");
        report.lesson("line", "Finds it.", "One.\n\nTwo & a half.", figures, pictures.written(), "a < b");
        String page = report.toHtml();
        assertTrue(page.contains("<p>One.</p>") && page.contains("<p>Two &amp; a half.</p>"), page);
        assertTrue(page.contains("<td>loss</td><td>0.12500</td>") && page.contains("<td>none</td><td>–</td>"), page);
        assertTrue(page.contains("A &lt;line&gt;.") && page.contains("<pre>a &lt; b</pre>"), page);
        assertEquals(2, Pattern.compile("data:image/png;base64,[A-Za-z0-9+/=]{100,}").matcher(page).results().count());
        assertFalse(page.contains("http"), "nothing comes from a network");
    }
}
