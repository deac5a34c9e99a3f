package dev.culebra.engine;

import dev.culebra.cuda.KernelSource;
import dev.culebra.engine.cuda.ptx.Compute;
import dev.culebra.engine.cuda.ptx.MapKernel;
import dev.culebra.engine.cuda.ptx.MapSpec;
import dev.culebra.engine.cuda.ptx.Primitives;
import dev.culebra.engine.cuda.ptx.Walk;
import dev.culebra.engine.expr.Expr;
import dev.culebra.engine.expr.Lifted;
import java.util.Collections;

/**
 * The kernel that an elementwise function becomes on a card, to read: no card is needed.
 *
 * <pre>{@code
 * System.out.println(GeneratedKernel.ptx(Expr.input(0).mul(Expr.input(1)).sigmoid()));
 * }</pre>
 */
public final class GeneratedKernel {

    private static final int VECTOR = 4;

    private GeneratedKernel() {}

    /** The PTX for F32 operands that lie one element after the other: what a card's driver compiles. */
    public static String ptx(Expr f) {
        Lifted lifted = f.lifted();
        var operand = new MapSpec.Operand(DType.F32, Walk.LINEAR);
        var spec = new MapSpec(lifted.structure(), lifted.constants().size(), Compute.F32,
                Collections.nCopies(f.arity(), operand), operand, 0, VECTOR);
        return MapKernel.source(spec, new Primitives(KernelSource.PRIMITIVES.ptx()));
    }
}
