package dev.culebra.bench.compare;

import com.google.gson.JsonObject;
import dev.culebra.engine.Device;
import dev.culebra.engine.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What all cases need.
 *
 * @param device that is measured
 * @param blas cuBLAS without Culebra, where there is one
 * @param done takes each row when it is measured
 */
record Cases(Device device, Optional<RawBlas> blas, Peer peer, Stopwatch watch, boolean tiny, Consumer<Row> done) {
    /** Values of a result that are looked at. */
    static final int PROBE = 8;

    private static final int TURNS = 3;

    boolean onCard() {
        return !device.name().startsWith("cpu");
    }

    /** Waits for the card. */
    void await() {
        device.backend().synchronize();
    }

    /** The first values of a tensor; it is closed. */
    static double[] probe(Tensor tensor) {
        try (tensor; Tensor flat = tensor.flatten();
                Tensor first = flat.slice(0, 0, Math.min(PROBE, flat.shape().size(0)))) {
            float[] values = first.toFloats();
            double[] probe = new double[values.length];
            for (int i = 0; i < probe.length; i++) {
                probe[i] = values[i];
            }
            return probe;
        }
    }

    /** A question to the peer. */
    static JsonObject question(String kind) {
        var question = new JsonObject();
        question.addProperty("case", kind);
        return question;
    }

    /** Culebra and PyTorch in turns; on a processor, which does other things beside, several of them. */
    SequencedMap<String, Figure> figures(Supplier<Figure> culebra, Supplier<Figure> peer) {
        List<Figure> own = new ArrayList<>();
        List<Figure> others = new ArrayList<>();
        for (int turn = 0; turn < (onCard() || tiny ? 1 : TURNS); turn++) {
            own.add(culebra.get());
            others.add(peer.get());
        }
        SequencedMap<String, Figure> figures = new LinkedHashMap<>();
        figures.put(Row.CULEBRA, median(own));
        figures.put(Row.PYTORCH, median(others));
        return figures;
    }

    /** One that could not be measured is the reason why all are not. */
    private static Figure median(List<Figure> figures) {
        List<Double> seconds = new ArrayList<>();
        for (Figure figure : figures) {
            switch (figure) {
                case Figure.Measured measured -> seconds.add(measured.seconds());
                case Figure.NotMeasured missing -> {
                    return missing;
                }
            }
        }
        Collections.sort(seconds);
        return new Figure.Measured(seconds.get(seconds.size() / 2));
    }

    /** What is in these sections. */
    void run(Set<Row.Section> sections) {
        for (Row.Section section : Row.Section.values()) {
            if (sections.contains(section)) {
                switch (section) {
                    case BANDWIDTH -> new ArrayCases(this).run();
                    case PRODUCTS -> new ProductCases(this).run();
                    case STEPS -> new StepCases(this).run();
                    case HOST -> new HostCases(this).run();
                }
            }
        }
    }
}
