package dev.culebra.engine.cpu.math.vector;

import dev.culebra.engine.cpu.math.ScalarMath;

/**
 * Sine and cosine of vectors with a lane that is large, infinite or NaN, lane by lane and out of line. Arrays rather than
 * vectors go in and out, so that no vector becomes an object on the usual path.
 *
 * <pre>{@code
 * float[] sines = LargeAngles.sin(x.toArray());
 * }</pre>
 */
public final class LargeAngles {
    private LargeAngles() {}

    /** Replaces each number by its sine and returns the array. */
    public static float[] sin(float[] x) {
        for (int i = 0; i < x.length; i++) {
            x[i] = ScalarMath.sin(x[i]);
        }
        return x;
    }

    /** Replaces each number by its cosine and returns the array. */
    public static float[] cos(float[] x) {
        for (int i = 0; i < x.length; i++) {
            x[i] = ScalarMath.cos(x[i]);
        }
        return x;
    }
}
