package dev.culebra.engine.cuda.ptx;

import dev.culebra.cuda.KernelSource;
import dev.culebra.engine.DType;
import dev.culebra.engine.cuda.ptx.MapSpec.Operand;
import dev.culebra.engine.expr.Expr;
import dev.culebra.engine.expr.Lifted;
import java.util.ArrayList;
import java.util.List;

/** How functions are asked for as kernels. */
final class MapSpecs {
    static final Primitives PRIMITIVES = new Primitives(KernelSource.PRIMITIVES.ptx());

    private static final int RANK = 3;

    private MapSpecs() {}

    /**
     * A kernel whose first input, and output, are walked in one way, and whose other inputs are single numbers.
     *
     * @param width 1, or a vector for LINEAR
     */
    static MapSpec spec(Expr f, DType dtype, Walk walk, int width) {
        List<Operand> inputs = new ArrayList<>();
        for (int i = 0; i < f.arity(); i++) {
            inputs.add(new Operand(dtype, i == 0 ? walk : Walk.SCALAR));
        }
        return spec(f, inputs, new Operand(dtype, walk == Walk.SCALAR ? Walk.LINEAR : walk), width);
    }

    /** A kernel that computes in the type that its operands call for. */
    static MapSpec spec(Expr f, List<Operand> inputs, Operand output, int width) {
        Lifted lifted = f.lifted();
        List<Operand> all = new ArrayList<>(inputs);
        all.add(output);
        boolean isStrided = all.stream().anyMatch(operand -> operand.walk() == Walk.STRIDED);
        return new MapSpec(lifted.structure(), lifted.constants().size(), compute(all), inputs, output,
                isStrided ? RANK : 0, width);
    }

    private static Compute compute(List<Operand> operands) {
        List<DType> dtypes = operands.stream().map(Operand::dtype).toList();
        return dtypes.contains(DType.F64)
                ? Compute.F64
                : dtypes.contains(DType.F32) ? Compute.F32 : Compute.I64;
    }

    static String source(MapSpec spec) {
        return MapKernel.source(spec, PRIMITIVES);
    }
}
