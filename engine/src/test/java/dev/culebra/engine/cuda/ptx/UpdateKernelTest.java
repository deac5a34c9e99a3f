package dev.culebra.engine.cuda.ptx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.culebra.cuda.KernelSource;
import dev.culebra.engine.Update;
import dev.culebra.engine.Update.Assignment;
import dev.culebra.engine.expr.Expr;
import java.util.List;
import org.junit.jupiter.api.Test;

class UpdateKernelTest {
    private static final Primitives PRIMITIVES = new Primitives(KernelSource.PRIMITIVES.ptx());
    private static final Update MOMENTUM = new Update(3, 2, List.of(
            new Assignment(2, Expr.input(2).mul(Expr.input(4)).add(Expr.input(1))),
            new Assignment(0, Expr.input(0).sub(Expr.input(2).mul(Expr.input(3))))));
    /** Both assignments call the same primitive, and tensor 2 is read by neither. */
    private static final Update CALLING = new Update(3, 1, List.of(
            new Assignment(2, Expr.input(0).exp()),
            new Assignment(1, Expr.input(1).exp().pow(Expr.input(3)))));

    @Test
    void compiles() {
        PtxCompiler.assumeAvailable();
        for (Update update : List.of(MOMENTUM, CALLING)) {
            for (Compute compute : List.of(Compute.F32, Compute.F64)) {
                for (int width : new int[] {1, MapKernel.vectorWidth(compute.dtype())}) {
                    String source = UpdateKernel.source(new UpdateSpec(update, compute, width), PRIMITIVES);
                    PtxCompiler.ARCHITECTURES.forEach(architecture -> PtxCompiler.accept(architecture, source));
                }
            }
        }
    }

    @Test
    void readsAndWritesEachArrayOnce() {
        String source = UpdateKernel.source(new UpdateSpec(MOMENTUM, Compute.F32, 4), PRIMITIVES);
        assertEquals(3, count(source, "ld.global.v4.f32"));
        assertEquals(2, count(source, "st.global.v4.f32"));
        String unread = UpdateKernel.source(new UpdateSpec(CALLING, Compute.F32, 4), PRIMITIVES);
        assertEquals(2, count(unread, "ld.global.v4.f32"));
    }

    private static int count(String text, String part) {
        return text.split(part, -1).length - 1;
    }
}
