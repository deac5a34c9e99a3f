package dev.culebra.engine.contract;

import dev.culebra.engine.DType;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;

/** Where a test's numbers come from. */
interface Values {
    /** Any whole number of a few bits: sums and products of them are exact in every type. */
    Values WHOLE = (random, dtype) -> switch (dtype) {
        case F32, F64, I32, I64 -> random.nextInt(-8, 9);
        case U8 -> random.nextInt(0, 9);
        case BOOL -> random.nextInt(2);
    };

    /** Uniform over [−4, 4); for integers the whole range of the type. */
    Values ANY = (random, dtype) -> switch (dtype) {
        case F32 -> (float) random.nextDouble(-4, 4);
        case F64 -> random.nextDouble(-4, 4);
        case I32 -> random.nextInt();
        case I64 -> random.nextLong(-1L << 53, 1L << 53);
        case U8 -> random.nextInt(256);
        case BOOL -> random.nextInt(2);
    };

    /** Now and then NaN, an infinity, a zero of either sign or the like among numbers of all sizes. */
    Values WILD = (random, dtype) -> {
        if (!dtype.isFloating()) {
            return ANY.next(random, dtype);
        }
        double[] special = Specials.of(dtype);
        return switch (random.nextInt(4)) {
            case 0 -> special[random.nextInt(special.length)];
            case 1 -> dtype == DType.F32
                    ? Float.intBitsToFloat(random.nextInt())
                    : Double.longBitsToDouble(random.nextLong());
            default -> ANY.next(random, dtype);
        };
    };

    /** The next number, one of the type. */
    double next(SplittableRandom random, DType dtype);

    /** Numbers in turn, from the first again after the last. */
    static Values cycle(double... numbers) {
        DoubleSupplier supplier = new DoubleSupplier() {
            private int next;

            @Override
            public double getAsDouble() {
                return numbers[next++ % numbers.length];
            }
        };
        return (_, _) -> supplier.getAsDouble();
    }
}
