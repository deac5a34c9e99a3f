package dev.culebra.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.culebra.engine.contract.NoLeaks;
import dev.culebra.engine.expr.Expr;
import java.lang.foreign.MemorySegment;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NoLeaks.class)
class TensorClosingTest {
    private static final String CLOSED =
            "tensor [2, 2] F32 was closed and cannot be used; -Dculebra.trace=true tells where it was closed";

    @Test
    void theLastViewFreesTheStorage() {
        Tensor x = Tensors.range(2, 3);
        Storage storage = x.view().storage();
        Tensor view = x.transpose();
        Tensor shared = view.share();
        assertEquals(3, storage.references());
        x.close();
        view.close();
        assertEquals(1, storage.references());
        assertEquals(5, shared.toFloats()[5]);
        shared.close();
        assertEquals(0, storage.references());
    }

    @Test
    void closingTwiceReleasesOnce() {
        Tensor x = Tensors.range(2);
        try (Tensor view = x.share()) {
            x.close();
            x.close();
            assertEquals(1, view.view().storage().references());
        }
        assertTrue(x.isClosed());
    }

    @Test
    void aClosedTensorStillSaysWhatItWas() {
        Tensor x = Tensors.range(2, 2);
        assertEquals("Tensor [2, 2] F32 on reference", x.toString());
        x.close();
        assertEquals("Tensor [2, 2] F32 on reference (closed)", x.toString());
        assertEquals(Shape.of(2, 2), x.shape());
        assertEquals(DType.F32, x.dtype());
        assertEquals(Tensors.device(), x.device());
    }

    /** Whatever is done to a closed tensor is refused, and leaves nothing allocated. */
    @TestFactory
    Stream<DynamicTest> everyUseOfAClosedTensorIsRefused() {
        Map<String, Consumer<Tensor>> uses = Map.ofEntries(
                use("view", Tensor::view),
                use("share", Tensor::share),
                use("detach", Tensor::detach),
                use("neg", Tensor::neg),
                use("add", x -> x.add(x)),
                use("add to open", x -> withOpen(open -> open.add(x))),
                use("set", x -> x.set(Expr.constant(1))),
                use("set from closed", x -> withOpen(open -> open.set(Expr.input(0), x))),
                use("set tensor", x -> withOpen(x::set)),
                use("set closed tensor", x -> withOpen(open -> open.set(x))),
                use("sum", Tensor::sum),
                use("mean", Tensor::mean),
                use("argmax", x -> x.argmax(0)),
                use("softmax", x -> x.softmax(0)),
                use("logSoftmax", x -> x.logSoftmax(0)),
                use("matmul", x -> x.matmul(x)),
                use("matmul with open", x -> withOpen(open -> open.matmul(x))),
                use("epilogue", x -> Epilogue.of(Expr.input(0), x)),
                use("reshape", x -> x.reshape(4)),
                use("reshape by copy", x -> x.reshape(-1)),
                use("flatten", Tensor::flatten),
                use("permute", x -> x.permute(1, 0)),
                use("transpose", Tensor::transpose),
                use("slice", x -> x.slice(0, 0, 1)),
                use("select", x -> x.select(0, 0)),
                use("unsqueeze", x -> x.unsqueeze(0)),
                use("broadcastTo", x -> x.broadcastTo(Shape.of(3, 2, 2))),
                use("copy", Tensor::copy),
                use("contiguous", Tensor::contiguous),
                use("to dtype", x -> x.to(DType.F64)),
                use("to own dtype", x -> x.to(DType.F32)),
                use("to own device", x -> x.to(Tensors.device())),
                use("concat", x -> Tensor.concat(0, x, x)),
                use("concat after open", x -> withOpen(open -> Tensor.concat(0, open, x))),
                use("toFloats", Tensor::toFloats),
                use("toLongs", Tensor::toLongs),
                use("copyTo", x -> x.copyTo(MemorySegment.ofArray(new float[4]))),
                use("indexSelect", x -> withIndex(index -> x.indexSelect(0, index))),
                use("indexAdd", x -> withIndex(index -> x.indexAdd(0, index, x))));
        return uses.entrySet().stream().map(use -> DynamicTest.dynamicTest(use.getKey(), () -> {
            long before = Tensors.device().memory().usedBytes();
            Tensor x = Tensors.range(2, 2);
            x.close();
            Rejected.because(CLOSED, ClosedTensorException.class, () -> use.getValue().accept(x));
            assertEquals(before, Tensors.device().memory().usedBytes());
        }));
    }

    @Test
    void aClosedIndexIsRefused() {
        try (Tensor x = Tensors.range(2, 2)) {
            Tensor index = Tensors.index(1);
            index.close();
            Rejected.because(
                    "tensor [1] I64 was closed and cannot be used; -Dculebra.trace=true tells where it was closed",
                    ClosedTensorException.class, () -> x.indexSelect(0, index));
            assertFalse(x.isClosed());
        }
    }

    @Test
    void aClosedOperandOfAnEpilogueIsRefused() {
        try (Tensor x = Tensors.range(2, 2); Tensor open = Tensors.range(2)) {
            Tensor bias = Tensors.range(2);
            Expr sum = Expr.input(0).add(Expr.input(1)).add(Expr.input(2));
            Epilogue epilogue = Epilogue.of(sum, open, bias);
            x.matmul(x, epilogue).close();
            assertEquals(1, open.view().storage().references());
            bias.close();
            Rejected.because("matmul: epilogue operand [2] F32 was closed and cannot be used",
                    ClosedTensorException.class,
                    () -> x.matmul(x, epilogue));
            assertEquals(1, open.view().storage().references());
        }
    }

    private static Map.Entry<String, Consumer<Tensor>> use(String name, Consumer<Tensor> use) {
        return Map.entry(name, use);
    }

    private static void withOpen(Consumer<Tensor> use) {
        try (Tensor open = Tensors.range(2, 2)) {
            use.accept(open);
        }
    }

    private static void withIndex(Consumer<Tensor> use) {
        try (Tensor index = Tensors.index(0, 1)) {
            use.accept(index);
        }
    }
}
