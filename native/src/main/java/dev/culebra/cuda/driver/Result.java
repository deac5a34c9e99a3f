package dev.culebra.cuda.driver;

/**
 * Those of the driver's result codes ({@code CUresult}) that something here depends on.
 *
 * <pre>{@code
 * if (Result.isSticky(code)) {
 *     throw new IllegalStateException("the context is lost");
 * }
 * }</pre>
 */
public final class Result {
    public static final int SUCCESS = 0;
    public static final int INVALID_VALUE = 1;
    public static final int OUT_OF_MEMORY = 2;
    public static final int NO_DEVICE = 100;
    /** Work that was asked about has not ended yet: an answer and not a failure. */
    public static final int NOT_READY = 600;
    public static final int NOT_SUPPORTED = 801;

    private Result() {}

    /**
     * Whether a code says that the context cannot be used any more: every later call on it returns the same code, and the driver's
     * documentation asks for the process to be ended.
     */
    public static boolean isSticky(int code) {
        return switch (code) {
            case 214, 220 -> true; // uncorrectable errors of memory and of NVLink
            case 226 -> true; // contained: this process has lost its context, others have not
            case 700, 702, 710, 714, 715, 716, 717, 718, 719 -> true; // what a kernel did
            case 721 -> true; // tensor memory leaked by a kernel
            case 810 -> true; // ended by the MPS server
            default -> false;
        };
    }
}
