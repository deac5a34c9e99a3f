package dev.culebra.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.culebra.engine.contract.NoLeaks;
import dev.culebra.engine.expr.Expr;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(NoLeaks.class)
class DeviceTest {
    @Test
    void namedDevicesAreMadeOnce() {
        assertSame(Device.of("cpu"), Device.of("cpu"));
        assertNotSame(Device.of("cpu"), Device.of("cpu-scalar"));
        assertEquals("cpu-scalar", Device.of("cpu-scalar").name());
        assertEquals("cpu", Device.of("cpu").toString());
        assertTrue(Device.names().containsAll(List.of("cpu", "cpu-scalar")));
    }

    @ParameterizedTest
    @CsvSource({"cpux, cpu", "CPU, cpu", "cpu_scalar, cpu-scalar", "scalar, cpu-scalar", "cp, cpu"})
    void anUnknownNameGetsTheNearestOne(String name, String nearest) {
        DeviceException unknown = assertThrows(DeviceException.class, () -> Device.of(name));
        assertEquals(
                "device: unknown name \"%s\"; did you mean \"%s\"? Known: %s".formatted(name, nearest, String.join(", ",
                        Device.names())),
                unknown.getMessage());
    }

    @Test
    void theStandardDeviceSaysWhyItWasChosen() {
        Device standard = Device.standard();
        assertTrue(Device.standardReason().startsWith(standard.name() + ": " + standard.backend().description()), Device
                .standardReason());
        assertFalse(standard.backend().description().isBlank());
    }

    @Test
    void tensorsOfTwoDevicesDoNotMix() {
        try (Scope _ = Scope.open()) {
            Tensor here = Tensors.range(2, 2);
            Tensor far = Tensor.zeros(Shape.of(2, 2), DType.F32, Device.of("cpu"));
            String differ = ": tensors are on different devices (reference ≠ cpu); move one with to(Device)";
            Rejected.because("add" + differ, DeviceException.class, () -> here.add(far));
            Rejected.because("matmul" + differ, DeviceException.class, () -> here.matmul(far));
            Rejected.because("set" + differ, DeviceException.class, () -> here.set(far));
            Rejected.because("concat" + differ, DeviceException.class, () -> Tensor.concat(0, here, far));
            Tensor index = Tensor.zeros(Shape.of(2), DType.I64, Device.of("cpu"));
            Rejected.because("indexSelect" + differ, DeviceException.class, () -> here.indexSelect(0, index));
            Rejected.because("indexAdd" + differ, DeviceException.class, () -> here.indexAdd(0, index, here));
            Rejected.because(
                    "matmul: tensors are on different devices (reference ≠ cpu): product [2, 2], epilogue operand [2, 2]",
                    DeviceException.class, () -> here.matmul(here, Epilogue.of(Expr.input(0), far)));
        }
    }

    @Test
    void tensorsMoveBetweenDevices() {
        try (Scope _ = Scope.open()) {
            Tensor here = Tensors.range(3, 4);
            Tensor there = here.transpose().to(Device.of("cpu"));
            assertSame(Device.of("cpu"), there.device());
            assertEquals(Shape.of(4, 3), there.shape());
            assertEquals(4, there.toFloats()[1]);
            Tensor back = there.to(here.device());
            assertEquals(here.toFloats()[11], back.toFloats()[11]);
            Tensor empty = Tensors.range(0, 3).to(Device.of("cpu"));
            assertEquals(Shape.of(0, 3), empty.shape());
            assertSame(here.view().storage(), here.to(here.device()).view().storage());
        }
    }
}
