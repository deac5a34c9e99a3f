package dev.culebra.cuda;

/** What a status of cuBLAS means where the library itself has no text for it: the names of {@code cublasStatus_t}. */
final class BlasStatus {
    private BlasStatus() {}

    static String message(String call, int status, String text, String arguments) {
        return call + ": " + (text.isEmpty() ? name(status) : text) + " (" + status + ")"
                + (arguments.isEmpty() ? "" : ": " + arguments);
    }

    static String name(int status) {
        return switch (status) {
            case 1 -> "not initialized";
            case 3 -> "allocation failed";
            case 7 -> "invalid value";
            case 8 -> "not for this card's architecture";
            case 11 -> "device memory cannot be reached";
            case 13 -> "execution failed";
            case 14 -> "internal error";
            case 15 -> "not supported";
            case 16 -> "license error";
            default -> "unknown status";
        };
    }
}
