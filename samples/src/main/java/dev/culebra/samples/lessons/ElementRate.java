package dev.culebra.samples.lessons;

import dev.culebra.engine.DType;
import dev.culebra.engine.Device;
import dev.culebra.engine.Scope;
import dev.culebra.engine.Shape;
import dev.culebra.engine.Tensor;
import dev.culebra.engine.expr.Expr;

/**
 * How many elements a second a function computes on the standard device.
 *
 * <p>{@code ElementRate.of(Activations.RELU, 1 << 20, 300)} is measured on a mebi of floats for 300 ms, after as long a warm-up.
 */
final class ElementRate {
    private static final double NANOS = 1e9;

    private ElementRate() {}

    /** Elements a second, once the function has been warm for as long as it is timed. */
    static double of(Expr f, int elements, int millis) {
        try (Scope _ = Scope.open()) {
            Tensor x = Tensor.full(Shape.of(elements), 0.7, DType.F32, Device.standard());
            Tensor out = Tensor.zeros(x.shape(), DType.F32, Device.standard());
            double enough = millis / 1000.0;
            double warm = 0;
            long runs = 1;
            while (true) {
                double seconds = seconds(f, x, out, runs);
                if (seconds >= enough && warm >= enough) {
                    return runs * elements / seconds;
                }
                warm += seconds;
                runs = seconds < enough ? 2 * runs : runs;
            }
        }
    }

    private static double seconds(Expr f, Tensor x, Tensor out, long runs) {
        long start = System.nanoTime();
        for (long run = 0; run < runs; run++) {
            out.set(f, x);
        }
        out.slice(0, 0, 1).toFloats(); // a card is still at it
        return (System.nanoTime() - start) / NANOS;
    }
}
