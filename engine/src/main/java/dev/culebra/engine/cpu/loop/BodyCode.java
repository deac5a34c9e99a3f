package dev.culebra.engine.cpu.loop;

import dev.culebra.engine.DType;
import dev.culebra.engine.expr.BinaryOp;
import dev.culebra.engine.expr.Instruction;
import dev.culebra.engine.expr.Program;
import dev.culebra.engine.expr.UnaryOp;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.List;

/**
 * Writes the straight-line code of a loop. The result of a comparison stays a mask, and becomes the numbers 1 and 0 only
 * for an operation that computes with it.
 */
final class BodyCode {
    private static final int ABSENT = -1;

    private final CodeBuilder code;
    private final LoopSpec spec;
    private final Dialect dialect;
    private final Splicer splicer;
    private final Operands operands;
    private final List<Instruction> instructions;
    private final TypeKind valueKind;
    private final TypeKind maskKind;
    /** The local variable that holds an instruction's result as a value or as a mask, or ABSENT. */
    private final int[] values;
    private final int[] masks;
    private int zero = ABSENT;
    private int one = ABSENT;

    BodyCode(CodeBuilder code, LoopSpec spec, Dialect dialect, Splicer splicer, Operands operands) {
        this.code = code;
        this.spec = spec;
        this.dialect = dialect;
        this.splicer = splicer;
        this.operands = operands;
        instructions = Program.of(spec.expr()).instructions();
        valueKind = TypeKind.from(dialect.value());
        maskKind = TypeKind.from(dialect.mask());
        values = new int[instructions.size()];
        masks = new int[instructions.size()];
    }

    /** Puts the constants, and what the inputs need, into local variables. */
    void prologue() {
        operands.prologue();
        for (int i = 0; i < values.length; i++) {
            values[i] = ABSENT;
            if (instructions.get(i) instanceof Instruction.Const(double value)) {
                values[i] = constant(value);
            } else if (zero == ABSENT && isMask(instructions.get(i))) {
                zero = constant(0);
                one = constant(1);
            }
        }
    }

    private int constant(double value) {
        switch (spec.arithmetic()) {
            case F32 -> code.loadConstant((float) value);
            case F64 -> code.loadConstant(value);
            case I64 -> code.loadConstant((long) value);
        }
        operands.broadcast();
        return stored(valueKind);
    }

    /** Computes and stores the elements at the index: a vector of them, or one. */
    void step() {
        for (int i = 0; i < values.length; i++) {
            masks[i] = ABSENT;
            switch (instructions.get(i)) {
                case Instruction.Const _ -> {
                }
                case Instruction.Load(int input) -> {
                    operands.load(input);
                    values[i] = stored(valueKind);
                }
                case Instruction.Apply1(UnaryOp op, int x) -> {
                    value(x);
                    call(op, dialect.value(), dialect.value());
                    values[i] = stored(valueKind);
                }
                case Instruction.Apply2(BinaryOp op, int x, int y) -> apply(i, op, x, y);
                case Instruction.Choose(int condition, int x, int y) -> {
                    mask(condition);
                    value(x);
                    value(y);
                    select();
                    values[i] = stored(valueKind);
                }
            }
        }
        operands.store(() -> {
            if (spec.output().dtype() == DType.BOOL) {
                mask(values.length - 1);
            } else {
                value(values.length - 1);
            }
        });
    }

    private void apply(int i, BinaryOp op, int x, int y) {
        value(x);
        value(y);
        if (op.isComparison()) {
            call(op, dialect.mask(), dialect.value(), dialect.value());
            masks[i] = stored(maskKind);
            values[i] = ABSENT;
        } else {
            call(op, dialect.value(), dialect.value(), dialect.value());
            values[i] = stored(valueKind);
        }
    }

    private static boolean isMask(Instruction instruction) {
        return instruction instanceof Instruction.Apply2(BinaryOp op, int _, int _) && op.isComparison();
    }

    /** Pushes a result as a value. */
    private void value(int i) {
        if (values[i] == ABSENT) {
            code.loadLocal(maskKind, masks[i]).loadLocal(valueKind, one).loadLocal(valueKind, zero);
            select();
            values[i] = stored(valueKind);
        }
        code.loadLocal(valueKind, values[i]);
    }

    /** Pushes a result as a mask. */
    private void mask(int i) {
        if (masks[i] == ABSENT) {
            code.loadLocal(valueKind, values[i]);
            splicer.call(code, dialect.math(), "truth", MethodTypeDesc.of(dialect.mask(), dialect.value()));
            masks[i] = stored(maskKind);
        }
        code.loadLocal(maskKind, masks[i]);
    }

    private void select() {
        splicer.call(code, dialect.math(), "select", MethodTypeDesc.of(dialect.value(), dialect.mask(), dialect.value(),
                dialect.value()));
    }

    private void call(Enum<?> op, ClassDesc result, ClassDesc... operandTypes) {
        splicer.call(code, dialect.math(), dialect.name(op), MethodTypeDesc.of(result, operandTypes));
    }

    private int stored(TypeKind kind) {
        int local = code.allocateLocal(kind);
        code.storeLocal(kind, local);
        return local;
    }
}
