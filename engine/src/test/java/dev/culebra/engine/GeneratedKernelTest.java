package dev.culebra.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.culebra.engine.expr.Expr;
import org.junit.jupiter.api.Test;

class GeneratedKernelTest {

    @Test
    void isOneEntryThatReadsAndWritesVectors() {
        String ptx = GeneratedKernel.ptx(Expr.input(0).mul(Expr.input(1)).add(0.5).tanh());
        assertEquals(1, ptx.split("\\.visible \\.entry", -1).length - 1, ptx);
        assertTrue(ptx.contains("ld.global.v4.f32") && ptx.contains("st.global.v4.f32"), ptx);
        assertTrue(ptx.contains(".func"), "the tangent is a function that comes along");
        assertTrue(ptx.startsWith(".version 7.0"), ptx);
    }
}
