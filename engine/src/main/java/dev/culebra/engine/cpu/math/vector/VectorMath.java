package dev.culebra.engine.cpu.math.vector;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * The elementwise primitives on vectors of the preferred width.
 *
 * <p>Lane by lane the bits of {@link dev.culebra.engine.cpu.math.ScalarMath}. So the sine, cosine and power of doubles are
 * not among them: the Vector API calls one library for them from compiled code and another one from interpreted code.
 *
 * <pre>{@code
 * var x = FloatVector.broadcast(FloatVector.SPECIES_PREFERRED, 0f);
 * VectorMath.sigmoid(x).lane(0);   // 0.5f
 * }</pre>
 */
public final class VectorMath {
    private VectorMath() {}

    public static FloatVector add(FloatVector x, FloatVector y) {
        return x.add(y);
    }

    public static DoubleVector add(DoubleVector x, DoubleVector y) {
        return x.add(y);
    }

    public static FloatVector sub(FloatVector x, FloatVector y) {
        return x.sub(y);
    }

    public static DoubleVector sub(DoubleVector x, DoubleVector y) {
        return x.sub(y);
    }

    public static FloatVector mul(FloatVector x, FloatVector y) {
        return x.mul(y);
    }

    public static DoubleVector mul(DoubleVector x, DoubleVector y) {
        return x.mul(y);
    }

    public static FloatVector div(FloatVector x, FloatVector y) {
        return x.div(y);
    }

    public static DoubleVector div(DoubleVector x, DoubleVector y) {
        return x.div(y);
    }

    /** NaN where either is; +0 is larger than −0. */
    public static FloatVector max(FloatVector x, FloatVector y) {
        return x.max(y);
    }

    /** NaN where either is; +0 is larger than −0. */
    public static DoubleVector max(DoubleVector x, DoubleVector y) {
        return x.max(y);
    }

    /** NaN where either is; −0 is smaller than +0. */
    public static FloatVector min(FloatVector x, FloatVector y) {
        return x.min(y);
    }

    /** NaN where either is; −0 is smaller than +0. */
    public static DoubleVector min(DoubleVector x, DoubleVector y) {
        return x.min(y);
    }

    /** Special values as in C99, Annex F.9.4.4. */
    public static FloatVector pow(FloatVector x, FloatVector y) {
        return VectorPow.pow(x, y);
    }

    public static FloatVector neg(FloatVector x) {
        return x.neg();
    }

    public static DoubleVector neg(DoubleVector x) {
        return x.neg();
    }

    public static FloatVector abs(FloatVector x) {
        return x.abs();
    }

    public static DoubleVector abs(DoubleVector x) {
        return x.abs();
    }

    /** −1, 1, or +0 for zeros and NaN. */
    public static FloatVector sign(FloatVector x) {
        FloatVector positive = x.broadcast(0f).blend(1f, x.compare(VectorOperators.GT, 0f));
        return positive.blend(-1f, x.compare(VectorOperators.LT, 0f));
    }

    /** −1, 1, or +0 for zeros and NaN. */
    public static DoubleVector sign(DoubleVector x) {
        DoubleVector positive = x.broadcast(0d).blend(1d, x.compare(VectorOperators.GT, 0d));
        return positive.blend(-1d, x.compare(VectorOperators.LT, 0d));
    }

    public static FloatVector floor(FloatVector x) {
        return VectorRound.floor(x);
    }

    public static DoubleVector floor(DoubleVector x) {
        return VectorRound.floor(x);
    }

    public static FloatVector reciprocal(FloatVector x) {
        return x.broadcast(1f).div(x);
    }

    public static DoubleVector reciprocal(DoubleVector x) {
        return x.broadcast(1d).div(x);
    }

    public static FloatVector sqrt(FloatVector x) {
        return x.sqrt();
    }

    public static DoubleVector sqrt(DoubleVector x) {
        return x.sqrt();
    }

    public static FloatVector rsqrt(FloatVector x) {
        return x.broadcast(1f).div(x.sqrt());
    }

    public static DoubleVector rsqrt(DoubleVector x) {
        return x.broadcast(1d).div(x.sqrt());
    }

    public static FloatVector exp(FloatVector x) {
        return VectorExp.exp(x);
    }

    public static DoubleVector exp(DoubleVector x) {
        return VectorDoubleExp.exp(x);
    }

    public static FloatVector expm1(FloatVector x) {
        return VectorExp.expm1(x);
    }

    public static DoubleVector expm1(DoubleVector x) {
        return VectorDoubleExp.expm1(x);
    }

    public static FloatVector log(FloatVector x) {
        return VectorLog.log(x);
    }

    public static DoubleVector log(DoubleVector x) {
        return VectorDoubleLog.log(x);
    }

    public static FloatVector log1p(FloatVector x) {
        return VectorLog.log1p(x);
    }

    public static DoubleVector log1p(DoubleVector x) {
        return VectorDoubleLog.log1p(x);
    }

    public static FloatVector sin(FloatVector x) {
        return VectorTrig.sin(x);
    }

    public static FloatVector cos(FloatVector x) {
        return VectorTrig.cos(x);
    }

    public static FloatVector tanh(FloatVector x) {
        return VectorExp.tanh(x);
    }

    public static DoubleVector tanh(DoubleVector x) {
        return VectorDoubleExp.tanh(x);
    }

    public static FloatVector sigmoid(FloatVector x) {
        return VectorExp.sigmoid(x);
    }

    /** With fused multiply-adds; slow on a machine that has none. */
    public static FloatVector fusedSigmoid(FloatVector x) {
        return VectorExp.fusedSigmoid(x);
    }

    public static DoubleVector sigmoid(DoubleVector x) {
        return VectorDoubleExp.sigmoid(x);
    }

    public static FloatVector erf(FloatVector x) {
        return VectorErf.erf(x);
    }

    public static DoubleVector erf(DoubleVector x) {
        return VectorErf.erf(x);
    }

    public static VectorMask<Float> eq(FloatVector x, FloatVector y) {
        return x.compare(VectorOperators.EQ, y);
    }

    public static VectorMask<Double> eq(DoubleVector x, DoubleVector y) {
        return x.compare(VectorOperators.EQ, y);
    }

    public static VectorMask<Float> ne(FloatVector x, FloatVector y) {
        return x.compare(VectorOperators.NE, y);
    }

    public static VectorMask<Double> ne(DoubleVector x, DoubleVector y) {
        return x.compare(VectorOperators.NE, y);
    }

    public static VectorMask<Float> lt(FloatVector x, FloatVector y) {
        return x.compare(VectorOperators.LT, y);
    }

    public static VectorMask<Double> lt(DoubleVector x, DoubleVector y) {
        return x.compare(VectorOperators.LT, y);
    }

    public static VectorMask<Float> le(FloatVector x, FloatVector y) {
        return x.compare(VectorOperators.LE, y);
    }

    public static VectorMask<Double> le(DoubleVector x, DoubleVector y) {
        return x.compare(VectorOperators.LE, y);
    }

    public static VectorMask<Float> gt(FloatVector x, FloatVector y) {
        return x.compare(VectorOperators.GT, y);
    }

    public static VectorMask<Double> gt(DoubleVector x, DoubleVector y) {
        return x.compare(VectorOperators.GT, y);
    }

    public static VectorMask<Float> ge(FloatVector x, FloatVector y) {
        return x.compare(VectorOperators.GE, y);
    }

    public static VectorMask<Double> ge(DoubleVector x, DoubleVector y) {
        return x.compare(VectorOperators.GE, y);
    }

    /** Where x counts as true: is not zero, so NaN too. */
    public static VectorMask<Float> truth(FloatVector x) {
        return x.compare(VectorOperators.NE, 0f);
    }

    /** Where x counts as true: is not zero, so NaN too. */
    public static VectorMask<Double> truth(DoubleVector x) {
        return x.compare(VectorOperators.NE, 0d);
    }

    public static FloatVector select(VectorMask<Float> condition, FloatVector x, FloatVector y) {
        return y.blend(x, condition);
    }

    public static DoubleVector select(VectorMask<Double> condition, DoubleVector x, DoubleVector y) {
        return y.blend(x, condition);
    }
}
