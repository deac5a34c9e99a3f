package dev.culebra.engine.cpu.math.vector;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/** A vector of floats as two vectors of doubles, of the same width each, and back. */
final class Halves {
    private Halves() {}

    static DoubleVector low(FloatVector x) {
        return (DoubleVector) x.convertShape(VectorOperators.F2D, DoubleVector.SPECIES_PREFERRED, 0);
    }

    static DoubleVector high(FloatVector x) {
        return (DoubleVector) x.convertShape(VectorOperators.F2D, DoubleVector.SPECIES_PREFERRED, 1);
    }

    static FloatVector join(DoubleVector low, DoubleVector high) {
        FloatVector first = (FloatVector) low.convertShape(VectorOperators.D2F, FloatVector.SPECIES_PREFERRED, 0);
        FloatVector second = (FloatVector) high.convertShape(VectorOperators.D2F, FloatVector.SPECIES_PREFERRED, -1);
        return first.reinterpretAsInts().or(second.reinterpretAsInts()).reinterpretAsFloats();
    }
}
