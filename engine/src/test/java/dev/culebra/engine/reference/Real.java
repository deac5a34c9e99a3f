package dev.culebra.engine.reference;

import dev.culebra.engine.DType;
import dev.culebra.engine.expr.Evaluator;
import dev.culebra.engine.expr.Expr;
import dev.culebra.engine.expr.Instruction;
import dev.culebra.engine.expr.Program;

/** Elementwise functions on real numbers, in double, whose constants have the precision of the computation. */
final class Real {
    private final Program program;
    private final DType compute;

    /**
     * @param compute F32 or F64
     */
    Real(Expr f, DType compute) {
        this.compute = compute;
        Program exact = Program.of(f);
        this.program = new Program(exact.inputs(), exact.instructions().stream().map(this::rounded).toList());
    }

    double evaluate(double... inputs) {
        return round(Evaluator.evaluate(program, inputs));
    }

    double round(double value) {
        return compute == DType.F32 ? (float) value : value;
    }

    private Instruction rounded(Instruction instruction) {
        return instruction instanceof Instruction.Const(double value)
                ? new Instruction.Const(round(value))
                : instruction;
    }
}
