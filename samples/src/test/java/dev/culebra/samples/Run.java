package dev.culebra.samples;

import dev.culebra.engine.Device;
import dev.culebra.samples.show.Glyphs;
import dev.culebra.samples.show.Screen;
import java.io.PrintWriter;
import java.io.StringWriter;

/**
 * One run of the command, and what came of it.
 *
 * @param code 0, 1 or 2
 */
public record Run(int code, String out, String err) {

    /** Runs the command as from a shell whose output goes to a file. */
    public static Run of(String... args) {
        return of(new Interruption(), args);
    }

    /** Runs the command, which is told to stop at its first step. */
    public static Run interrupted(String... args) {
        var interruption = new Interruption();
        interruption.request();
        return of(interruption, args);
    }

    /** Runs the command with another standard device. */
    public static Run on(String device, String... args) {
        String before = System.getProperty(Device.PROPERTY);
        System.setProperty(Device.PROPERTY, device);
        try {
            return of(args);
        } finally {
            if (before == null) {
                System.clearProperty(Device.PROPERTY);
            } else {
                System.setProperty(Device.PROPERTY, before);
            }
        }
    }

    private static Run of(Interruption interruption, String... args) {
        var out = new StringWriter();
        var err = new StringWriter();
        var screen = new Screen(new PrintWriter(out, true), false, Glyphs.BLOCKS);
        int code = Samples.run(screen, new PrintWriter(err, true), interruption, args);
        return new Run(code, out.toString(), err.toString());
    }
}
