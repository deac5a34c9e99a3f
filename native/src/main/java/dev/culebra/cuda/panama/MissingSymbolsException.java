package dev.culebra.cuda.panama;

import java.util.List;

/** A library was loaded that lacks functions which every version since CUDA 11.4 has. */
public final class MissingSymbolsException extends RuntimeException {
    private static final long serialVersionUID = 1;

    MissingSymbolsException(List<String> names) {
        super("lacks " + String.join(", ", names.subList(0, Math.min(3, names.size())))
                + (names.size() > 3 ? " and " + (names.size() - 3) + " more" : ""));
    }
}
