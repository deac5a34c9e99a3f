package dev.culebra.engine.cpu.math.vector;

import static dev.culebra.engine.cpu.math.TrigTerms.*;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/** Sine and cosine in single precision: lane by lane the bits of the scalar functions. */
final class VectorTrig {
    private VectorTrig() {}

    static FloatVector sin(FloatVector x) {
        FloatVector result = quadrant(x, 0).blend(x, x.compare(VectorOperators.EQ, 0f));
        VectorMask<Float> moderate = x.abs().compare(VectorOperators.LT, LARGE);
        return moderate.allTrue() ? result : FloatVector.fromArray(x.species(), LargeAngles.sin(x.toArray()), 0);
    }

    static FloatVector cos(FloatVector x) {
        FloatVector result = quadrant(x, 1);
        VectorMask<Float> moderate = x.abs().compare(VectorOperators.LT, LARGE);
        return moderate.allTrue() ? result : FloatVector.fromArray(x.species(), LargeAngles.cos(x.toArray()), 0);
    }

    /** {@code sin(x + shift·π/2)}. */
    private static FloatVector quadrant(FloatVector x, int shift) {
        FloatVector shifted = x.mul(TWO_OVER_PI).add(ROUND);
        FloatVector n = shifted.sub(ROUND);
        FloatVector r = Halves.join(reduce(Halves.low(x), Halves.low(n)), reduce(Halves.high(x), Halves.high(n)));
        IntVector quadrant = shifted.reinterpretAsInts().add(shift);
        FloatVector z = r.mul(r);
        FloatVector sin = r.add(r.mul(z).mul(z.mul(S2).add(S1).mul(z).add(S0)));
        FloatVector tail = z.mul(z).mul(z.mul(C2).add(C1).mul(z).add(C0));
        FloatVector cos = tail.sub(z.mul(0.5f)).add(1f);
        VectorMask<Float> even = quadrant.and(1).compare(VectorOperators.EQ, 0).cast(x.species());
        IntVector sign = quadrant.and(2).lanewise(VectorOperators.LSHL, 30);
        return cos.blend(sin, even).reinterpretAsInts().lanewise(VectorOperators.XOR, sign).reinterpretAsFloats();
    }

    private static DoubleVector reduce(DoubleVector x, DoubleVector n) {
        return x.sub(n.mul(HALF_PI_HIGH)).sub(n.mul(HALF_PI_LOW));
    }
}
