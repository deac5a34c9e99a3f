package dev.culebra.samples;

import dev.culebra.samples.show.Screen;
import java.io.PrintWriter;
import java.nio.charset.Charset;

/**
 * Runs the sample that the first argument names, with the arguments that follow it.
 *
 * <pre>{@code
 * Main.main(new String[] {"digits", "--epochs", "2"});
 * }</pre>
 */
public final class Main {

    private Main() {}

    /**
     * Ends the process: with code 0, with 1 after a failure, with 2 after a wrong use.
     *
     * @param args the name of a sample, then its options
     */
    public static void main(String[] args) {
        Interruption interruption = Interruption.ofThisProcess();
        Charset charset = Screen.charset(System.err.charset());
        var err = new PrintWriter(System.err, true, charset);
        int code;
        try {
            code = Samples.run(Screen.ofThisProcess(), err, interruption, args);
        } finally {
            interruption.finish();
        }
        System.exit(code);
    }
}
