package dev.culebra.engine;

import dev.culebra.engine.contract.Backends;
import dev.culebra.engine.contract.ContractReport;
import dev.culebra.engine.contract.NoLeaks;
import java.lang.foreign.MemorySegment;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests of tensors that run once for each backend, each in a scope of its own. */
@Tag("card")
@ExtendWith({NoLeaks.class, ContractReport.class})
@ParameterizedClass(name = "{0}")
@MethodSource("devices")
abstract class OnEveryDevice {
    @Parameter
    Device device;

    private Scope scope;

    static Stream<Device> devices() {
        return Backends.all().map(backend -> backend.getPayload().device());
    }

    @BeforeEach
    void openScope() {
        scope = Scope.open();
    }

    @AfterEach
    void closeScope() {
        scope.close();
    }

    /** F32. */
    Tensor of(Shape shape, float... values) {
        return Tensor.copyOf(MemorySegment.ofArray(values), shape, DType.F32, device);
    }

    /** I64. */
    Tensor whole(Shape shape, long... values) {
        return Tensor.copyOf(MemorySegment.ofArray(values), shape, DType.I64, device);
    }

    /** BOOL; 1 is true. */
    Tensor truth(Shape shape, int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return Tensor.copyOf(MemorySegment.ofArray(bytes), shape, DType.BOOL, device);
    }

    /** F32: 0, 1, 2, … */
    Tensor range(long... sizes) {
        Shape shape = Shape.of(sizes);
        float[] values = new float[Math.toIntExact(shape.elements())];
        for (int i = 0; i < values.length; i++) {
            values[i] = i;
        }
        return of(shape, values);
    }
}
