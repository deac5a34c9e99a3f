package dev.culebra.engine.cuda;

import dev.culebra.cuda.Grid;
import dev.culebra.cuda.KernelArguments;
import dev.culebra.cuda.KernelSource;
import dev.culebra.engine.ClassTargets;
import dev.culebra.engine.DType;
import dev.culebra.engine.View;
import dev.culebra.engine.backend.Backend;

/**
 * Softmax and cross-entropy, a block a row. Labels are checked by the kernels; what they find is in {@link Faults}.
 */
final class RowKernels {
    private final Backend backend;
    private final Card card;
    private final Kernels kernels;

    RowKernels(Backend backend, Card card, Kernels kernels) {
        this.backend = backend;
        this.card = card;
        this.kernels = kernels;
    }

    /** What to say of a label that is no class. */
    private record Labels(long classes) implements FaultSite {
        @Override
        public IndexOutOfBoundsException outside(long position, long index) {
            return new IndexOutOfBoundsException("crossEntropy: label %d at [%d] lies outside [0, %d)".formatted(index,
                    position, classes));
        }
    }

    /** Whether {@link #softmax} and {@link #logSoftmax} serve. */
    static boolean isRows(View input, int axis, View output) {
        return axis == input.shape().rank() - 1 && input.layout().isContiguous() && output.layout().isContiguous()
                && input.shape().elements() != 0;
    }

    /** As {@link Backend#softmax}. */
    void softmax(View input, View output) {
        softmax("culebra_softmax_", input, output);
    }

    /** As {@link Backend#logSoftmax}. */
    void logSoftmax(View input, View output) {
        softmax("culebra_log_softmax_", input, output);
    }

    private void softmax(String kernel, View input, View output) {
        long stream = card.stream();
        long n = input.shape().size(-1);
        KernelArguments arguments = KernelArguments.start().address(CudaStorage.read(input, card)).address(
                CudaStorage.address(output, stream, card)).int64(n);
        launch(KernelSource.SOFTMAX, kernel, input, arguments, input.shape().elements() / n);
    }

    /** As {@link Backend#crossEntropy}. */
    void crossEntropy(View logits, ClassTargets targets, View losses, View weights) {
        long rows = logits.shape().size(0);
        if (rows == 0) {
            return;
        }
        Scratch.contiguous(backend, logits, in -> Scratch.into(backend, losses, out -> Scratch.into(backend, weights,
                each -> {
                    Lane lane = card.lane();
                    KernelArguments arguments = start(in, targets);
                    arguments.address(CudaStorage.address(out, lane.stream(), card)).address(CudaStorage.address(each,
                            lane.stream(), card));
                    lane.faults().addTo(arguments, new Labels(logits.shape().size(1)));
                    launch(KernelSource.CROSS_ENTROPY, "culebra_cross_entropy_", in, arguments, rows);
                })));
    }

    /** As {@link Backend#crossEntropyGradient}. */
    void crossEntropyGradient(View logits, ClassTargets targets, View scale, View output) {
        if (logits.shape().elements() == 0) {
            return;
        }
        Scratch.contiguous(backend, logits, in -> Scratch.into(backend, output, out -> {
            Lane lane = card.lane();
            KernelArguments arguments = start(in, targets);
            arguments.address(CudaStorage.read(scale, card)).int64(scale.layout().stride(0));
            arguments.address(CudaStorage.address(out, lane.stream(), card));
            lane.faults().addTo(arguments, new Labels(logits.shape().size(1)));
            launch(KernelSource.CROSS_ENTROPY, "culebra_cross_entropy_gradient_", in, arguments, logits.shape().size(
                    0));
        }));
    }

    private KernelArguments start(View logits, ClassTargets targets) {
        View labels = targets.labels();
        KernelArguments arguments = KernelArguments.start().address(CudaStorage.read(logits, card)).int64(
                logits.shape().size(1)).address(CudaStorage.read(labels, card)).int64(labels.layout().stride(
                        0));
        targets.weights().ifPresentOrElse(weights -> arguments.address(CudaStorage.read(weights, card))
                .int64(weights.layout().stride(0)), () -> arguments.address(0).int64(0));
        return arguments.float64(targets.smoothing()).int32(targets.ignored().isPresent() ? 1 : 0).int64(targets
                .ignored().orElse(0));
    }

    private void launch(KernelSource source, String name, View like, KernelArguments arguments, long rows) {
        long function = kernels.shipped(source, name + (like.dtype() == DType.F32 ? "f32" : "f64"));
        card.launch(function, Grid.of(Math.toIntExact(rows), threads(like.shape().size(-1))), arguments);
    }

    /** Whole warps: a short row does not keep a large block waiting. */
    static int threads(long elements) {
        int threads = 32;
        while (threads < 256 && threads * 4L < elements) {
            threads *= 2;
        }
        return threads;
    }
}
