package dev.culebra.engine.cuda.ptx;

import dev.culebra.engine.expr.BinaryOp;
import dev.culebra.engine.expr.Instruction;
import dev.culebra.engine.expr.Program;
import dev.culebra.engine.expr.UnaryOp;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The straight-line code of a program for one element. Additions and multiplications are rounded one by one ({@code .rn}), so
 * that the driver's compiler does not fuse them and results are those of the CPU. A comparison stays a predicate as long as
 * only selections read it.
 */
final class Body {
    private final Code code;
    private final Compute compute;
    private final String type;
    private final List<Value> values = new ArrayList<>();

    /** A value in a register, of the type of the arithmetic or a predicate. */
    private record Value(String register, boolean isPredicate) {}

    private Body(Code code, Compute compute) {
        this.code = code;
        this.compute = compute;
        this.type = compute.suffix();
    }

    /**
     * Appends the code.
     *
     * @param inputs registers of inputs and constants, in the type of the arithmetic
     * @return the result's register, in the type of the arithmetic
     */
    static String write(Code code, Compute compute, Program program, List<String> inputs) {
        Body body = new Body(code, compute);
        for (Instruction instruction : program.instructions()) {
            body.values.add(body.value(instruction, inputs));
        }
        return body.read(body.values.size() - 1);
    }

    private Value value(Instruction instruction, List<String> inputs) {
        return switch (instruction) {
            case Instruction.Load(int input) -> new Value(inputs.get(input), false);
            case Instruction.Const(double value) -> number("mov." + type, compute.literal(value));
            case Instruction.Apply1(UnaryOp op, int x) -> new Value(unary(op, read(x)), false);
            case Instruction.Apply2(BinaryOp op, int x, int y) -> binary(op, read(x), read(y));
            case Instruction.Choose(int condition, int x, int y) ->
                    number(select(), read(x), read(y), predicate(condition));
        };
    }

    private Value number(String operation, Object... operands) {
        return new Value(compute(operation, operands), false);
    }

    private String compute(String operation, Object... operands) {
        return code.into(compute.register(), operation, operands);
    }

    private String select() {
        return "selp." + (compute == Compute.I64 ? "b64" : type);
    }

    /** A value as a number: 1 or 0 for a predicate. */
    private String read(int index) {
        Value value = values.get(index);
        return value.isPredicate
                ? compute(select(), compute.literal(1), compute.literal(0), value.register)
                : value.register;
    }

    /** Whether a value is not 0, where NaN is not. */
    private String predicate(int index) {
        Value value = values.get(index);
        return value.isPredicate ? value.register : test(compute.unequal(), value.register, compute.literal(0));
    }

    private String test(String relation, String x, String y) {
        return code.into("%p", "setp.%s.%s".formatted(relation, type), x, y);
    }

    private String unary(UnaryOp op, String x) {
        return switch (op) {
            case NEG -> compute("neg." + type, x);
            case ABS -> compute("abs." + type, x);
            case SIGN -> sign(x);
            case RECIPROCAL -> compute("rcp.rn." + type, x);
            case SQRT -> compute("sqrt.rn." + type, x);
            case RSQRT -> compute("rcp.rn." + type, compute("sqrt.rn." + type, x));
            case FLOOR -> compute("cvt.rmi.%s.%s".formatted(type, type), x);
            case EXP, EXPM1, LOG, LOG1P, SIN, COS, TANH, SIGMOID, ERF -> call(op.name(), x);
        };
    }

    private String sign(String x) {
        String zero = compute.literal(0);
        String above = test("gt", x, zero);
        String below = test("lt", x, zero);
        return compute(select(), compute.literal(1), compute(select(), compute.literal(-1), zero, below), above);
    }

    private Value binary(BinaryOp op, String x, String y) {
        String rounded = compute == Compute.I64 ? type : "rn." + type;
        return switch (op) {
            case ADD -> number("add." + rounded, x, y);
            case SUB -> number("sub." + rounded, x, y);
            case MUL -> number((compute == Compute.I64 ? "mul.lo." : "mul.") + rounded, x, y);
            case DIV -> number("div." + rounded, x, y);
            case POW -> new Value(call("POW", x, y), false);
            case MAX -> new Value(extreme("max.", x, y), false);
            case MIN -> new Value(extreme("min.", x, y), false);
            case EQ -> new Value(test("eq", x, y), true);
            case NE -> new Value(test(compute.unequal(), x, y), true);
            case LT -> new Value(test("lt", x, y), true);
            case LE -> new Value(test("le", x, y), true);
            case GT -> new Value(test("gt", x, y), true);
            case GE -> new Value(test("ge", x, y), true);
        };
    }

    /** PTX has {@code max.NaN} for compute capability 8.0 and above only; a sum is NaN where one of its terms is. */
    private String extreme(String operation, String x, String y) {
        String result = compute(operation + type, x, y);
        return compute == Compute.I64
                ? result
                : compute(select(), compute("add.rn." + type, x, y), result, test("nan", x, y));
    }

    private String call(String name, String... arguments) {
        String bits = compute == Compute.F32 ? "b32" : "b64";
        String function = Primitives.function(name.toLowerCase(Locale.ROOT), compute);
        code.open();
        List<String> parameters = new ArrayList<>();
        for (String argument : arguments) {
            String parameter = "param" + parameters.size();
            parameters.add(parameter);
            code.line(".param .%s %s", bits, parameter);
            code.line("st.param.%s [%s], %s", type, parameter, argument);
        }
        code.line(".param .%s result", bits);
        code.line("call (result), %s, (%s)", function, String.join(", ", parameters));
        String result = compute("ld.param." + type, "[result]");
        code.close();
        return result;
    }
}
