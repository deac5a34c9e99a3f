package dev.culebra.cuda;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What a {@link LibrarySearch} came to.
 *
 * <pre>{@code
 * if (LibrarySearch.driver().find() instanceof SearchResult.Missing missing) {
 *     System.err.println("no NVIDIA driver: " + missing.reason());
 * }
 * }</pre>
 */
public sealed interface SearchResult {

    /**
     * The library is loaded.
     *
     * @param name the name or path under which it was found
     */
    record Found(String name) implements SearchResult {}

    /**
     * None of the names could be loaded.
     *
     * @param attempts every name that was tried, in order
     */
    record Missing(List<Attempt> attempts) implements SearchResult {

        /**
         * A failed search.
         *
         * @param attempts every name that was tried, in order
         */
        public Missing {
            attempts = List.copyOf(attempts);
        }

        /**
         * Every name with what the system said of it, for a message.
         *
         * @return such as {@code libcuda.so.1: cannot open shared object file: No such file or directory}
         */
        public String reason() {
            return attempts.stream().map(Attempt::toString).collect(Collectors.joining("; "));
        }
    }

    /**
     * One name that could not be loaded.
     *
     * @param name the name or path that was tried
     * @param reason what the system said
     */
    record Attempt(String name, String reason) {

        @Override
        public String toString() {
            return name + ": " + reason;
        }
    }
}
