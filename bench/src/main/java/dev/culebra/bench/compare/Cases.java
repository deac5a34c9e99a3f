package dev.culebra.bench.compare;

import dev.culebra.bench.peer.Question;
import dev.culebra.bench.peer.Stopwatch;
import dev.culebra.bench.peer.Work;
import dev.culebra.engine.Device;
import dev.culebra.engine.Shape;
import dev.culebra.engine.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * What all cases need.
 *
 * @param device that is measured
 * @param threads of the device, 0 for a card
 * @param blas cuBLAS without Culebra, where there is one
 * @param names of rows that are wanted, found anywhere in them
 * @param done takes each row when it is measured
 */
record Cases(Device device, int threads, Optional<RawBlas> blas, List<Peer> peers, Stopwatch watch, boolean tiny,
        Pattern names, Consumer<Row> done) {
    private static final int TURNS = 3;

    boolean onCard() {
        return threads == 0;
    }

    /** Waits for the card. */
    void await() {
        device.backend().synchronize();
    }

    KnownTensors tensors() {
        return new KnownTensors(device);
    }

    /** Operand with this number. */
    Tensor tensor(Shape shape, int operand, double scale) {
        return tensors().of(shape, operand, scale);
    }

    boolean wants(String name) {
        return names.matcher(name).find();
    }

    /** Culebra and the peers in turns; on a processor, which does other things beside, several of them. */
    SequencedMap<String, Figure> figures(Question question, Check check, Supplier<Work> culebra, boolean toTheEnd) {
        SequencedMap<String, List<Timing>> timings = new LinkedHashMap<>();
        try (Work work = culebra.get()) {
            for (int turn = 0; turn < (onCard() || tiny ? 1 : TURNS); turn++) {
                boolean again = turn > 0;
                timings.computeIfAbsent(Row.CULEBRA, _ -> new ArrayList<>()).add(check.guard(work.values(),
                        () -> new Timing.Rounds(watch.time(work.once(), this::await, toTheEnd, again))));
                for (Peer peer : peers) {
                    if (peer.knows(question)) {
                        timings.computeIfAbsent(peer.label(), _ -> new ArrayList<>()).add(
                                peer.measure(question, check));
                    }
                }
            }
        }
        SequencedMap<String, Figure> figures = new LinkedHashMap<>();
        timings.forEach((who, turns) -> figures.put(who, Timing.figure(turns)));
        return figures;
    }

    /** What is in this section. */
    void run(Row.Section section) {
        switch (section) {
            case BANDWIDTH -> new ArrayCases(this).run();
            case PRODUCTS -> new ProductCases(this).run();
            case CONVOLUTIONS -> new ConvolutionCases(this).run();
            case STEPS -> new StepCases(this).run();
            case HOST -> new HostCases(this).run();
            case REDUCTIONS -> new ReductionCases(this).run();
            case SOFTMAX -> new SoftmaxCases(this).run();
            case NORMALIZATION -> new NormalizationCases(this).run();
            case INDICES -> new IndexCases(this).run();
        }
    }
}
