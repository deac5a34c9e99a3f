package dev.culebra.engine.cuda;

import dev.culebra.engine.DType;
import dev.culebra.engine.Device;
import dev.culebra.engine.Scope;
import dev.culebra.engine.Shape;
import dev.culebra.engine.Tensor;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Tests on the emulated card, each in a scope of its own. */
abstract class OnCard {
    final Device card = Cards.emulated();

    private Scope scope;

    @BeforeEach
    void openScope() {
        scope = Scope.open();
    }

    @AfterEach
    void closeScope() {
        scope.close();
    }

    /** F32, of rank 1. */
    Tensor floats(float... values) {
        return floats(card, values);
    }

    static Tensor floats(Device device, float... values) {
        return floats(device, Shape.of(values.length), values);
    }

    static Tensor floats(Device device, Shape shape, float... values) {
        return Tensor.copyOf(MemorySegment.ofArray(values), shape, DType.F32, device);
    }
}
