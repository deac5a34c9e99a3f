package dev.culebra.engine;

import dev.culebra.engine.expr.Binary;
import dev.culebra.engine.expr.BinaryOp;
import dev.culebra.engine.expr.Expr;
import dev.culebra.engine.expr.Instruction;
import dev.culebra.engine.expr.Program;
import dev.culebra.engine.expr.UnaryOp;
import java.lang.ref.Reference;

/** Checks the operands of an elementwise function and hands it to the backend. */
final class Mapping {
    private Mapping() {}

    static Tensor map(String operation, Expr f, Tensor... inputs) {
        Device device = Operands.device(operation, inputs);
        checkArity(operation, f, inputs.length);
        DType compute = computeType(operation, inputs);
        checkIntegers(operation, f, compute);
        Shape shape = inputs[0].shape();
        for (int i = 1; i < inputs.length; i++) {
            shape = Shape.broadcast(operation, shape, inputs[i].shape());
        }
        View[] views = broadcast(operation, shape, inputs);
        DType dtype = f instanceof Binary binary && binary.op().isComparison() ? DType.BOOL : compute;
        return Tensor.filled(shape, dtype, device, out -> device.backend().map(f, views, out), inputs);
    }

    static Tensor set(Expr f, Tensor output, Tensor... inputs) {
        checkArity("set", f, inputs.length);
        View out = output.view();
        InPlace.checkWritable("set", out);
        for (Tensor input : inputs) {
            Operands.device("set", output, input);
            if (input.dtype() != DType.BOOL && output.dtype() != DType.BOOL) {
                Operands.dtype("set", output, input);
            }
        }
        DType compute = inputs.length == 0 ? DType.BOOL : computeType("set", inputs);
        checkIntegers("set", f, compute == DType.BOOL ? out.dtype() : compute);
        try (InPlace safe = new InPlace(out)) {
            View[] views = new View[inputs.length];
            for (int i = 0; i < inputs.length; i++) {
                views[i] = broadcast("set", out.shape(), safe.input(inputs[i].view()));
            }
            output.device().backend().map(f, views, out);
        } finally {
            Reference.reachabilityFence(inputs);
            Reference.reachabilityFence(output);
        }
        return output;
    }

    private static View[] broadcast(String operation, Shape shape, Tensor... inputs) {
        View[] views = new View[inputs.length];
        for (int i = 0; i < inputs.length; i++) {
            views[i] = broadcast(operation, shape, inputs[i].view());
        }
        return views;
    }

    private static View broadcast(String operation, Shape shape, View view) {
        return view.shape().equals(shape) ? view : view.with(view.layout().broadcastTo(operation, shape));
    }

    private static void checkArity(String operation, Expr f, int given) {
        if (f.arity() > given) {
            throw new ShapeException("%s: %s needs %d input%s, got %d".formatted(operation, f, f.arity(),
                    f.arity() == 1 ? "" : "s", given));
        }
    }

    /** The one dtype of all inputs that are not BOOL. */
    private static DType computeType(String operation, Tensor... inputs) {
        Tensor decisive = inputs[0];
        for (Tensor input : inputs) {
            if (decisive.dtype() == DType.BOOL) {
                decisive = input;
            } else if (input.dtype() != DType.BOOL) {
                Operands.dtype(operation, decisive, input);
            }
        }
        return decisive.dtype();
    }

    private static void checkIntegers(String operation, Expr f, DType compute) {
        if (compute.isFloating()) {
            return;
        }
        for (Instruction instruction : Program.of(f).instructions()) {
            if (!isExactOnIntegers(instruction)) {
                throw new DTypeException(
                        "%s: %s needs F32 or F64, got %s; convert with to(DType)".formatted(operation, f,
                                compute));
            }
        }
    }

    private static boolean isExactOnIntegers(Instruction instruction) {
        return switch (instruction) {
            case Instruction.Load _,Instruction.Choose _ -> true;
            case Instruction.Const(double value) -> value == Math.rint(value) && Math.abs(value) < 0x1p63;
            case Instruction.Apply1(UnaryOp op, int _) -> op == UnaryOp.NEG || op == UnaryOp.ABS || op == UnaryOp.SIGN;
            case Instruction.Apply2(BinaryOp op, int _, int _) -> op != BinaryOp.DIV && op != BinaryOp.POW;
        };
    }
}
