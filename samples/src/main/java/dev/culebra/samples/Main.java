package dev.culebra.samples;

/** The command that runs the samples. */
public final class Main {

    private static final int USAGE = 2;

    private Main() {}

    /**
     * Runs the sample that the first argument names, with the arguments that follow it.
     *
     * @param args the name of a sample, then its options
     */
    public static void main(String[] args) {
        if (args.length > 0) {
            System.err.println("samples: there is no sample named " + args[0]);
        }
        System.err.println("usage: samples NAME [OPTION...]");
        System.exit(USAGE);
    }
}
