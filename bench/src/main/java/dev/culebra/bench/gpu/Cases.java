package dev.culebra.bench.gpu;

import com.google.gson.JsonObject;
import dev.culebra.engine.Device;
import dev.culebra.engine.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Consumer;

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

    /** Culebra beside PyTorch. */
    static SequencedMap<String, Figure> figures(Figure culebra, Figure peer) {
        SequencedMap<String, Figure> figures = new LinkedHashMap<>();
        figures.put(Row.CULEBRA, culebra);
        figures.put(Row.PYTORCH, peer);
        return figures;
    }

    /** Everything. */
    void run() {
        for (Runnable section : List.<Runnable>of(new ArrayCases(this)::run, new ProductCases(this)::run,
                new StepCases(this)::run, new HostCases(this)::run)) {
            section.run();
        }
    }
}
