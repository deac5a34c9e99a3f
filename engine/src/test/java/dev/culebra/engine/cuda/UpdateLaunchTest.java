package dev.culebra.engine.cuda;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.culebra.engine.DType;
import dev.culebra.engine.Device;
import dev.culebra.engine.Scope;
import dev.culebra.engine.Shape;
import dev.culebra.engine.Tensor;
import dev.culebra.engine.Update;
import dev.culebra.engine.Update.Assignment;
import dev.culebra.engine.expr.Expr;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** On the emulated card, which counts. */
class UpdateLaunchTest {
    private static final Update DESCENT = new Update(2, 1, List.of(new Assignment(0, Expr.input(0).sub(Expr.input(1)
            .mul(Expr.input(2))))));

    @Test
    void anyNumberOfTensorsIsOneLaunch() {
        Device card = Cards.emulated();
        try (Scope _ = Scope.open()) {
            Tensor rate = Tensor.full(Shape.of(1), 0.5, DType.F32, card);
            List<Update.Group> groups = new ArrayList<>();
            for (int i = 1; i <= 200; i++) {
                Shape shape = Shape.of(i);
                groups.add(new Update.Group(List.of(Tensor.full(shape, i, DType.F32, card), Tensor.full(shape, 4,
                        DType.F32, card)), rate));
            }
            card.backend().synchronize(); // a launch is counted when it runs
            long before = Cards.driver().launches();
            DESCENT.apply(groups);
            card.backend().synchronize();
            assertEquals(1, Cards.driver().launches() - before);
            assertArrayEquals(new float[] {1, 1, 1}, groups.get(2).tensors().getFirst().toFloats());
        }
    }
}
