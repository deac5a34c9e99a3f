package dev.culebra.cuda;

import java.util.Locale;

/** An argument as messages show it: what counts is in decimal, what points is in hexadecimal. */
final class Argument {
    private Argument() {}

    static String text(String name, long value) {
        return name + " " + switch (name) {
            case "address", "from", "to", "host", "context", "stream", "event", "start", "end", "pool", "module",
                    "function",
                    "graph", "executable", "handle", "a", "b", "c", "d", "x", "y", "workspace", "layout",
                    "description" ->
                    String.format(Locale.ROOT, "0x%x", value);
            default -> String.format(Locale.ROOT, "%,d", value);
        };
    }
}
