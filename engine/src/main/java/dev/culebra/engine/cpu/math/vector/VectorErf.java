package dev.culebra.engine.cpu.math.vector;

import static dev.culebra.engine.cpu.math.ErfTerms.*;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/** The error function: lane by lane the bits of the scalar function. */
final class VectorErf {
    private VectorErf() {}

    static FloatVector erf(FloatVector x) {
        FloatVector a = x.abs();
        FloatVector z = a.mul(a);
        FloatVector z2 = z.mul(z);
        FloatVector q = z2.mul(P6).add(z.mul(P5).add(P4)).mul(z2).add(z.mul(P3).add(P2));
        FloatVector p = q.mul(z2).add(z.mul(P1).add(P0));
        FloatVector small = a.add(a.mul(p));
        FloatVector c = a.blend(ONE, a.compare(VectorOperators.GT, ONE));
        FloatVector c2 = c.mul(c);
        FloatVector k = c2.mul(L6).add(c.mul(L5).add(L4)).mul(c2).add(c.mul(L3).add(L2));
        FloatVector l = k.mul(c2).add(c.mul(L1).add(L0));
        FloatVector large = a.broadcast(1f).sub(VectorExp.expOfModerate(l));
        return VectorExp.copySign(large.blend(small, a.compare(VectorOperators.LT, SMALL)), x);
    }

    static DoubleVector erf(DoubleVector x) {
        DoubleVector a = x.abs();
        VectorMask<Double> near = a.compare(VectorOperators.LT, DOUBLE_SMALL);
        return VectorDoubleExp.copySign(large(a).blend(small(a), near), x);
    }

    private static DoubleVector small(DoubleVector a) {
        DoubleVector z = a.mul(a);
        DoubleVector l = z.mul(A5).add(A4).mul(z).add(A3).mul(z).add(A2).mul(z).add(A1).mul(z).add(A0);
        DoubleVector h = z.mul(A11).add(A10).mul(z).add(A9).mul(z).add(A8).mul(z).add(A7).mul(z).add(A6);
        DoubleVector z3 = z.mul(z).mul(z);
        return a.add(a.mul(h.mul(z3.mul(z3)).add(l)));
    }

    private static DoubleVector large(DoubleVector a) {
        DoubleVector c = a.blend(DOUBLE_ONE, a.compare(VectorOperators.GT, DOUBLE_ONE));
        DoubleVector t = c.sub(2d).div(c.add(2d));
        DoubleVector l = t.mul(R6).add(R5).mul(t).add(R4).mul(t).add(R3);
        DoubleVector low = l.mul(t).add(R2).mul(t).add(R1).mul(t).add(R0);
        DoubleVector h = t.mul(R13).add(R12).mul(t).add(R11).mul(t).add(R10);
        DoubleVector high = h.mul(t).add(R9).mul(t).add(R8).mul(t).add(R7);
        DoubleVector t2 = t.mul(t);
        DoubleVector tail = high.mul(t2.mul(t2).mul(t2).mul(t)).add(low);
        DoubleVector e = VectorDoubleExp.expOfModerate(c.neg().mul(c));
        return a.broadcast(1d).sub(e.mul(tail));
    }
}
