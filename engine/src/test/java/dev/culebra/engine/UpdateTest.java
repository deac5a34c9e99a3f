package dev.culebra.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.culebra.engine.Update.Assignment;
import dev.culebra.engine.expr.Expr;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UpdateTest {
    /** y ← y + a·x, then x ← y. */
    private static final Update ADD = new Update(2, 1, List.of(
            new Assignment(1, Expr.input(1).add(Expr.input(0).mul(Expr.input(2)))),
            new Assignment(0, Expr.input(1))));

    private final Scope scope = Scope.open();

    @AfterEach
    void close() {
        scope.close();
    }

    private static void rejected(Class<? extends Exception> type, String message, Tensor x, Tensor y, Tensor a) {
        Exception thrown = assertThrows(type, () -> ADD.apply(List.of(new Update.Group(List.of(x, y), a))));
        assertTrue(thrown.getMessage().startsWith(message), thrown.getMessage());
    }

    @Test
    void laterAssignmentsReadWhatEarlierOnesWrote() {
        Tensor x = Tensor.of(1, 2);
        Tensor y = Tensor.of(10, 20);
        ADD.apply(List.of(new Update.Group(List.of(x, y), Tensor.of(3f))));
        assertArrayEquals(new float[] {13, 26}, x.toFloats());
        assertArrayEquals(new float[] {13, 26}, y.toFloats());
    }

    @Test
    void noGroupsAreNothingToDo() {
        ADD.apply(List.of());
    }

    @Test
    void saysWhatDoesNotFit() {
        Tensor x = Tensor.of(1, 2);
        Tensor y = Tensor.of(10, 20);
        Tensor a = Tensor.of(3f);
        rejected(ShapeException.class, "update: shapes differ: tensor 0 [2], tensor 1 [3]", x, Tensor.of(1, 2, 3), a);
        rejected(ShapeException.class, "update: needs 2 tensors and scalars [1], got 2 tensors and scalars [2]", x, y,
                Tensor.of(1, 2));
        rejected(DTypeException.class, "update: dtypes differ", x, Tensor.of(Shape.of(2), new double[2]), a);
        rejected(DTypeException.class, "update: needs F32 or F64, got I32", x, y, Tensor.of(Shape.of(1), new int[1]));
        rejected(DeviceException.class, "update: tensors are on different devices", x, y.to(Device.of("cpu-scalar")),
                a);
        rejected(ShapeException.class, "update: axis 0 of shape [2] repeats", x, a.broadcastTo(Shape.of(2)), a);
        y.close();
        rejected(ClosedTensorException.class, "tensor [2] F32 was closed", x, y, a);
    }

    @Test
    void rejectsAssignmentsThatCannotBe() {
        Assignment fits = new Assignment(0, Expr.input(0));
        assertThrows(IllegalArgumentException.class, () -> new Update(1, 0, List.of()));
        assertThrows(IllegalArgumentException.class, () -> new Update(0, 1, List.of(fits)));
        assertThrows(IllegalArgumentException.class, () -> new Update(1, Expr.MAX_INPUTS, List.of(fits)));
        assertThrows(IllegalArgumentException.class, () -> new Update(1, 0, List.of(new Assignment(1, fits.value()))));
        assertThrows(IllegalArgumentException.class, () -> new Update(1, 0, List.of(new Assignment(0, Expr.input(
                1)))));
        assertEquals(1, new Update(1, 0, List.of(fits)).tensors());
    }
}
