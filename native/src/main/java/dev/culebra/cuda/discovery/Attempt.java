package dev.culebra.cuda.discovery;

/**
 * A place where a library was looked for in vain.
 *
 * <pre>{@code
 * missing.attempts().forEach(System.err::println);
 * }</pre>
 *
 * @param place a file, a folder, or a name that the linker's own path was searched for
 * @param reason what is wrong there, in the loader's words where it has any
 */
public record Attempt(String place, String reason) {
    /** {@code libcuda.so.1: cannot open shared object file: No such file or directory}. */
    @Override
    public String toString() {
        return place + ": " + reason;
    }
}
