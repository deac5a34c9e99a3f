package dev.culebra.engine.cpu.math.vector;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Names no class of the Vector API itself, so that it loads where that module is absent. */
class VectorMathTest {
    @BeforeAll
    static void vectorModule() {
        assumeTrue(
                ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent(),
                "needs --add-modules jdk.incubator.vector");
    }

    @Test
    void singlePrecisionGivesTheBitsOfTheScalarFunctions() {
        FloatChecks.unary();
    }

    @Test
    void singlePrecisionOfTwoOperandsGivesTheBitsOfTheScalarFunctions() {
        FloatChecks.binary();
    }

    @Test
    void doublePrecisionGivesTheBitsOfTheScalarFunctions() {
        DoubleChecks.unary();
    }

    @Test
    void doublePrecisionOfTwoOperandsGivesTheBitsOfTheScalarFunctions() {
        DoubleChecks.binary();
    }
}
