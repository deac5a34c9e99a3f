package dev.culebra.engine.cpu;

import dev.culebra.engine.DType;
import dev.culebra.engine.Epilogue;
import dev.culebra.engine.View;
import dev.culebra.engine.Window;
import dev.culebra.engine.cpu.conv.Convolver;
import dev.culebra.engine.cpu.conv.SweepKernel;
import dev.culebra.engine.cpu.loop.Mapper;
import dev.culebra.engine.expr.Expr;
import java.util.Optional;

/** Convolutions of views, as {@link dev.culebra.engine.backend.Backend#convolve} says, of F32 where there are loops for it. */
final class ImageConvolution {
    private static final Expr SUM = Expr.input(0);
    private static final Expr BIASED = SUM.add(Expr.input(1));

    private final Mapper mapper;
    private final Optional<Convolver<float[]>> floats;

    ImageConvolution(CpuThreads threads, Mapper mapper, Optional<SweepKernel<float[]>> kernel) {
        this.mapper = mapper;
        this.floats = kernel.map(loops -> new Convolver<>(loops, threads));
    }

    /**
     * Does a convolution, or one of its gradients.
     *
     * @return whether it is of a kind that is served here
     */
    boolean convolve(View input, View weight, Window window, View output, Epilogue epilogue) {
        if (!serves(input, weight, window, output)) {
            return false;
        }
        Convolver<float[]> convolver = floats.orElseThrow();
        // A bias is what sums begin with, also where a function follows.
        boolean biased = epilogue.operands().size() == 1 && Convolver.isBias(epilogue.operands().getFirst());
        Expr rest = biased ? epilogue.f().substitute(BIASED, SUM) : epilogue.f();
        if (biased && rest.arity() <= 1) {
            convolver.convolve(input, weight, Optional.of(epilogue.operands().getFirst()), window, output);
            apply(rest, output);
        } else {
            convolver.convolve(input, weight, Optional.empty(), window, output);
            apply(epilogue.f(), output, epilogue.operands().toArray(View[]::new));
        }
        return true;
    }

    private void apply(Expr f, View output, View... operands) {
        if (f != SUM) {
            View[] inputs = new View[operands.length + 1];
            inputs[0] = output;
            System.arraycopy(operands, 0, inputs, 1, operands.length);
            mapper.map(f, inputs, output);
        }
    }

    /** As {@link #convolve}. */
    boolean inputGradient(View upstream, View weight, Window window, View gradient) {
        if (!serves(gradient, weight, window, upstream)) {
            return false;
        }
        floats.orElseThrow().inputGradient(upstream, weight, window, gradient);
        return true;
    }

    /** As {@link #convolve}. */
    boolean weightGradient(View input, View upstream, Window window, View gradient) {
        if (!serves(input, gradient, window, upstream) || !gradient.layout().isContiguous()) {
            return false;
        }
        floats.orElseThrow().weightGradient(input, upstream, window, gradient);
        return true;
    }

    private boolean serves(View images, View weight, Window window, View output) {
        return floats.isPresent() && output.dtype() == DType.F32 && Convolver.serves(images, weight, output, window);
    }
}
