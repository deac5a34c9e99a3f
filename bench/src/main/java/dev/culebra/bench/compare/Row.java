package dev.culebra.bench.compare;

import java.util.Locale;
import java.util.OptionalDouble;
import java.util.SequencedMap;

/**
 * One thing that was measured, in several ways.
 *
 * @param section what it belongs with
 * @param name within the section
 * @param threads that did it, 0 on a card
 * @param amount of work in one call: bytes, operations, or 1
 * @param figures by who did it
 */
record Row(Section section, String name, int threads, double amount, SequencedMap<String, Figure> figures) {
    /** Who did it. */
    static final String CULEBRA = "Culebra";
    static final String CUBLAS = "cuBLAS alone";
    static final String PYTORCH = "PyTorch";

    /** What belongs together in a table. */
    enum Section {
        BANDWIDTH("Functions of float arrays", "GB/s", 1e-9),
        PRODUCTS("Products of float matrices", "GFLOP/s", 1e-9),
        CONVOLUTIONS("Convolutions and pooling", "µs", 1e6),
        STEPS("Training steps", "µs", 1e6),
        HOST("Host time of an operation on 16 floats", "ns", 1e9),
        REDUCTIONS("Reductions", "µs", 1e6),
        SOFTMAX("Softmax and cross-entropy of rows", "µs", 1e6),
        NORMALIZATION("Normalisation of rows and of channels", "µs", 1e6),
        INDICES("Rows and elements by index", "µs", 1e6);

        private final String title;
        private final String unit;
        private final double scale;

        Section(String title, String unit, double scale) {
            this.title = title;
            this.unit = unit;
            this.scale = scale;
        }

        String title() {
            return title;
        }

        String unit() {
            return unit;
        }

        /** Whether figures are work a second; else they are the time of a call. */
        boolean isRate() {
            return switch (this) {
                case BANDWIDTH, PRODUCTS -> true;
                case CONVOLUTIONS, STEPS, HOST, REDUCTIONS, SOFTMAX, NORMALIZATION, INDICES -> false;
            };
        }

        double value(double amount, double seconds) {
            return scale * (isRate() ? amount / seconds : seconds);
        }
    }

    /** How many times as fast as another figure of the row Culebra's is. */
    OptionalDouble ratio(String other) {
        return figures.get(other) instanceof Figure.Measured peer
                && figures.get(CULEBRA) instanceof Figure.Measured own
                        ? OptionalDouble.of(peer.seconds() / own.seconds())
                        : OptionalDouble.empty();
    }

    /** Of whoever it is, in the unit of the section. */
    String text(String who) {
        return switch (figures.get(who)) {
            case Figure.Measured measured -> text(section.value(amount, measured.seconds()));
            case Figure.NotMeasured _ -> "not measured";
            case null -> "–";
        };
    }

    private static String text(double value) {
        int decimals = value >= 100 ? 0 : value >= 10 ? 1 : value >= 1 ? 2 : value >= 0.1 ? 3 : 4;
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }
}
