package dev.culebra.engine.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.culebra.cuda.CudaException;
import dev.culebra.cuda.EmulatedDriver;
import dev.culebra.engine.DType;
import dev.culebra.engine.Device;
import dev.culebra.engine.Distribution;
import dev.culebra.engine.RandomStream;
import dev.culebra.engine.Scope;
import dev.culebra.engine.Shape;
import dev.culebra.engine.Tensor;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Takes away, one at a time, what keeps kernels and backend right: barriers and bounds checks of the PTX that ships or is
 * generated, and what orders streams. The emulator has to name kernel and line, or else a real mistake would pass too.
 */
class MutationTest {
    private static final Pattern BARRIER = Pattern.compile("bar\\.sync");
    private static final Pattern BRANCH = Pattern.compile("@!?%\\w+\\s+bra");
    private static final int ROW = 700;

    @AfterEach
    void forgetNothing() {
        Cards.driver().set("leave-out", "nothing");
        Cards.driver().set("quiet", 0);
        Cards.driver().clearFindings();
    }

    private static Tensor numbers(Device device, long... sizes) {
        Shape shape = Shape.of(sizes);
        float[] values = new float[Math.toIntExact(shape.elements())];
        for (int i = 0; i < values.length; i++) {
            values[i] = i * 37 % 101 / 50f - 1;
        }
        return Tensor.copyOf(MemorySegment.ofArray(values), shape, DType.F32, device);
    }

    private static Tensor random(Device device, Distribution distribution) {
        return Tensor.random(distribution, Shape.of(1001), DType.F32, new RandomStream(1), device);
    }

    private static Arguments kernel(String name, int number, Function<Device, Tensor> operation) {
        return Arguments.of(name, number, operation);
    }

    /** With the number of barriers that keep two threads apart; a block's last one has nothing behind it. */
    static Stream<Arguments> withBarriers() {
        return Stream.of(
                kernel("culebra_sum_rows_f32", 8, device -> numbers(device, 3, ROW).sum(1)),
                kernel("culebra_max_rows_f32", 8, device -> numbers(device, 3, ROW).max(1)),
                kernel("culebra_argmax_rows_f32", 8, device -> numbers(device, 3, ROW).argmax(1)),
                kernel("culebra_softmax_f32", 2, device -> numbers(device, 3, ROW).softmax(1)),
                kernel("culebra_log_softmax_f32", 2, device -> numbers(device, 3, ROW).logSoftmax(1)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("withBarriers")
    void everyBarrierIsMissed(String kernel, int needed, Function<Device, Tensor> operation) {
        List<String> said = new Mutants(kernel, operation).leavingOutEach(BARRIER).stream().filter(finding -> !finding
                .isEmpty()).toList();
        assertEquals(needed, said.size(), said::toString);
        said.forEach(finding -> assertTrue(finding.matches(
                "kernel '" + kernel + "', PTX line \\d+: .* (shared memory race|uninitialised shared memory): .*"),
                finding));
    }

    /** With the number of branches that keep a thread from memory that is not its own. */
    static Stream<Arguments> withBounds() {
        return Stream.of(
                kernel("culebra_sum_rows_f32", 8, device -> numbers(device, 3, ROW).sum(1)),
                kernel("culebra_sum_columns_f32", 1, device -> numbers(device, 70, 37).sum(0)),
                kernel("culebra_gather_32", 1, device -> numbers(device, 30, 7).indexSelect(0, rows(device))),
                kernel("culebra_scatter_add_f32", 2, device -> numbers(device, 30, 7).indexAdd(0, rows(device), numbers(
                        device, 3, 7))),
                kernel("culebra_uniform_f32", 3, device -> random(device, new Distribution.Uniform(0, 1))),
                kernel("culebra_normal_f32", 3, device -> random(device, new Distribution.Normal(0, 1))),
                kernel("culebra_map", 2, device -> numbers(device, 1001).exp()));
    }

    private static Tensor rows(Device device) {
        return Tensor.copyOf(MemorySegment.ofArray(new long[] {3, 1, 29}), Shape.of(3), DType.I64, device);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("withBounds")
    void everyBoundsCheckIsMissed(String kernel, int checks, Function<Device, Tensor> operation) {
        List<String> said = new Mutants(kernel, operation).leavingOutEach(BRANCH).stream().filter(finding -> finding
                .matches("kernel '" + kernel + "', PTX line \\d+: .* (out of bounds|shared memory race): .*")).toList();
        assertTrue(said.size() >= checks, said.size() + " found: " + said);
    }

    /** Our own product: what cuBLAS computes elsewhere is no kernel of ours. */
    @Test
    void everyBarrierOfProductsIsMissed() {
        String kernel = "culebra_matmul_f32";
        Mutants product = new Mutants(kernel, device -> {
            // A column that is broadcast has a stride that cuBLAS does not take.
            Tensor rhs = numbers(device, 45, 1).broadcastTo(Shape.of(45, 67));
            return numbers(device, 70, 45).matmul(rhs);
        });
        List<String> said = product.leavingOutEach(BARRIER);
        assertEquals(2, said.size());
        said.forEach(finding -> assertTrue(finding.matches("kernel '" + kernel
                + "', PTX line \\d+: .* (shared memory race|uninitialised shared memory): .*"), finding));
    }

    /** Two threads that hand a tensor to each other, each on its own stream. */
    private static String handOver(String leftOut) throws Exception {
        Device card = Cards.own().device(UnaryOperator.identity());
        EmulatedDriver driver = Cards.driver();
        driver.clearFindings();
        driver.set("quiet", 1);
        driver.set("leave-out", leftOut);
        try (ExecutorService other = Executors.newSingleThreadExecutor(); Tensor x = numbers(card, 1000)) {
            Tensor doubled = other.submit(() -> x.mul(2)).get();
            try (doubled; Tensor more = doubled.add(1)) {
                more.toFloats();
            }
            other.submit(card.backend()::synchronize).get();
            card.backend().synchronize();
        } catch (CudaException | ExecutionException wrong) {
            // The emulator is asked.
        } finally {
            driver.set("leave-out", "nothing");
        }
        return String.join(" ", driver.findings()).replaceAll(" +", " ");
    }

    @Test
    void nothingIsFoundWithTheWaitsInPlace() throws Exception {
        assertEquals("", handOver("nothing"));
    }

    @Test
    void theWaitBetweenTwoThreadsIsMissed() throws Exception {
        String said = handOver("stream-waits");
        assertTrue(said.contains("kernel 'culebra_map'"), said);
    }

    /** A refused allocation waits for all streams of the card. */
    @Test
    void theOrderOfAFreeIsMissed() {
        EmulatedDriver driver = Cards.driver();
        for (String leftOut : List.of("nothing", "free-order")) {
            Device card = Cards.own().device(UnaryOperator.identity());
            driver.set("quiet", 1);
            Tensor x = numbers(card, 1000);
            try (Tensor doubled = x.mul(2)) {
                driver.set("leave-out", leftOut);
                x.close();
                driver.set("fail-allocation", 1);
                numbers(card, 10).close();
                assertEquals("nothing", leftOut);
                assertEquals(-2, doubled.toFloats()[0]);
            } catch (CudaException lost) {
                assertEquals("free-order", leftOut);
            }
            String said = String.join(" ", driver.findings());
            assertEquals(leftOut.equals("free-order"), said.contains("cuMemFreeAsync"), said);
        }
    }

    /** Two buffers in turn: from the third piece on a buffer must not be filled before it is empty. */
    @Test
    void theWaitForAStagingBufferIsMissed() {
        Device card = Cards.own().device(UnaryOperator.identity());
        float[] values = new float[1 << 20];
        for (int i = 0; i < values.length; i++) {
            values[i] = i;
        }
        for (String leftOut : List.of("nothing", "event-waits")) {
            try (Scope _ = Scope.open()) {
                Cards.driver().set("leave-out", leftOut);
                Tensor x = Tensor.copyOf(MemorySegment.ofArray(values), Shape.of(values.length), DType.F32, card);
                Cards.driver().set("leave-out", "nothing");
                assertEquals(leftOut.equals("nothing"), x.toFloats()[0] == 0, leftOut);
            }
        }
    }
}
