package dev.culebra.engine.contract;

import dev.culebra.engine.DType;
import java.util.stream.DoubleStream;

/** Numbers where functions tend to go wrong: special values, ends of ranges, thresholds of overflow and underflow. */
final class Specials {
    private static final double[] COMMON =
            {0, 0.25, 0.5, 1, 1.5, 2, 2.5, 3, 4, 10, 20, 100, 1e-3, 1e-5, 1e-8, 1e-20, 1e4,
                1e6, 1e10, 1e30, Math.PI / 4, Math.PI / 2, Math.PI, 2 * Math.PI, Math.E, 0x1p23, 0x1p24, 0x1p31, 0x1p52,
                0x1p63, Double.POSITIVE_INFINITY};
    private static final double[] SINGLE = {Float.MIN_VALUE, 3 * Float.MIN_VALUE, Float.MIN_NORMAL, Math.nextDown(
            Float.MIN_NORMAL),
        Float.MAX_VALUE, Math.nextUp(1f), Math.nextDown(1f), 88.72283f, 88.722839f, 89f, 87.33655f,
        103.97f, 104f, 9.01f, 16.63f, 3.9f, 4.1f, 0x1p-12, 0x1p-24, 0x1p-126, 0x1p127};
    private static final double[] DOUBLE = {Double.MIN_VALUE, 3 * Double.MIN_VALUE, Double.MIN_NORMAL, Math.nextDown(
            Double.MIN_NORMAL),
        Double.MAX_VALUE, Math.nextUp(1.0), Math.nextDown(1.0), 709.782712893384, 709.7827128933841,
        710, 708.3964, 745.13, 745.14, 746, 19.06, 37.4, 5.9, 6.1, 0x1p-27, 0x1p-53, 0x1p-1022, 0x1p1023, 1e300,
        1e-300};

    private Specials() {}

    /** All of them with both signs, and NaN. */
    static double[] of(DType dtype) {
        DoubleStream own = DoubleStream.of(dtype == DType.F32 ? SINGLE : DOUBLE);
        return DoubleStream
                .concat(DoubleStream.of(Double.NaN), DoubleStream.concat(DoubleStream.of(COMMON), own).flatMap(
                        x -> DoubleStream.of(x, -x)))
                .map(x -> dtype == DType.F32 ? (float) x : x).toArray();
    }
}
