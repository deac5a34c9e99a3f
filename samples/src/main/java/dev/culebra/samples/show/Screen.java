package dev.culebra.samples.show;

import java.io.Console;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Where a sample writes: a terminal, or a file or pipe that cannot take back what it was given.
 *
 * <pre>{@code
 * Screen screen = Screen.ofThisProcess();
 * screen.println(screen.glyphs().bar(0.5, 10));
 * }</pre>
 *
 * @param out takes the text; flushed line by line
 * @param interactive whether somebody watches it on a terminal
 * @param glyphs what it can draw with
 */
public record Screen(PrintWriter out, boolean interactive, Glyphs glyphs) {

    /** Columns that every terminal has. */
    public static final int WIDTH = 80;

    /** Standard output. */
    public static Screen ofThisProcess() {
        PrintStream stdout = System.out;
        Charset charset = charset(stdout.charset());
        Console console = System.console();
        boolean interactive = console != null && console.isTerminal();
        return new Screen(new PrintWriter(stdout, true, charset), interactive, Glyphs.in(charset));
    }

    /**
     * UTF-8 for ASCII, which says only that no language was chosen (the POSIX locale, as in most containers); any other
     * charset is meant.
     */
    public static Charset charset(Charset declared) {
        return declared.equals(StandardCharsets.US_ASCII) ? StandardCharsets.UTF_8 : declared;
    }

    /** Writes a line. */
    public void println(String line) {
        out.println(line);
    }

    /** Writes as {@link String#format} lays it out, with the points and commas of English. */
    public void printf(String format, Object... args) {
        out.print(String.format(Locale.ROOT, format, args));
        out.flush();
    }
}
