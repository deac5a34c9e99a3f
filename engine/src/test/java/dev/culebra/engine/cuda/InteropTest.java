package dev.culebra.engine.cuda;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.culebra.cuda.KernelSource;
import dev.culebra.cuda.jcuda.JCudaInterop;
import dev.culebra.engine.DType;
import dev.culebra.engine.Device;
import dev.culebra.engine.DeviceException;
import dev.culebra.engine.Shape;
import dev.culebra.engine.Tensor;
import dev.culebra.engine.contract.NoLeaks;
import dev.culebra.engine.interop.CudaStream;
import dev.culebra.engine.interop.CudaTensors;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import jcuda.Pointer;
import jcuda.driver.CUdeviceptr;
import jcuda.driver.CUfunction;
import jcuda.driver.CUmodule;
import jcuda.driver.CUstream;
import jcuda.driver.JCudaDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A program's own JCuda and Culebra's tensors, on the same memory and streams. Streams of the emulated card do nothing until
 * somebody waits for them, so that a wait that is missing is seen as wrong numbers and reported as unordered work. */
@ExtendWith(NoLeaks.class)
class InteropTest extends OnCard {
    private static final int NON_BLOCKING = 1;

    private final CUstream stream = new CUstream();
    private final CUdeviceptr memory = new CUdeviceptr();

    @BeforeEach
    void makeStreamAndMemory() {
        card.backend().synchronize(); // makes the primary context current
        success(JCudaDriver.cuStreamCreate(stream, NON_BLOCKING));
        success(JCudaDriver.cuMemAlloc(memory, 16));
        success(JCudaDriver.cuMemcpyHtoD(memory, Pointer.to(new float[] {1, -2, 3, -4}), 16));
    }

    @AfterEach
    void destroyThem() {
        success(JCudaDriver.cuMemFree(memory));
        success(JCudaDriver.cuStreamDestroy(stream));
    }

    private static void success(int result) {
        assertEquals(0, result);
    }

    private Tensor borrowed() {
        return CudaTensors.borrow(JCudaInterop.address(memory), Shape.of(2, 2), DType.F32, card);
    }

    /** Culebra's own ReLU, as JCuda's programs launch kernels: {@code y = max(x, 0)}. */
    private static void relu(Pointer x, Pointer y, long n, CUstream stream) {
        CUmodule module = new CUmodule();
        CUfunction function = new CUfunction();
        success(JCudaDriver.cuModuleLoadData(module, KernelSource.RELU.ptx()));
        success(JCudaDriver.cuModuleGetFunction(function, module, "culebra_relu_f32"));
        Pointer arguments = Pointer.to(Pointer.to(x), Pointer.to(y), Pointer.to(new long[] {n}));
        success(JCudaDriver.cuLaunchKernel(function, 1, 1, 1, 32, 1, 1, 0, stream, arguments, new Pointer()));
    }

    @Test
    void memoryOfTheProgramBecomesATensorAndStaysItsOwn() {
        long used = card.memory().usedBytes();
        float[] back = new float[4];
        try (Tensor tensor = borrowed(); Tensor row = tensor.slice(0, 1, 2)) {
            assertEquals(used, card.memory().usedBytes());
            assertArrayEquals(new float[] {3, -4}, row.toFloats());
            assertEquals(JCudaInterop.address(memory) + 8, CudaTensors.address(row));
            tensor.set(tensor.mul(10));
        }
        card.backend().synchronize();
        success(JCudaDriver.cuMemcpyDtoH(Pointer.to(back), memory, 16));
        assertArrayEquals(new float[] {10, -20, 30, -40}, back);
    }

    @Test
    void jcudaReadsAndWritesATensor() {
        Tensor x = floats(1, -2, 3, -4);
        Tensor y = x.add(1);
        CUstream ours = JCudaInterop.stream(CudaStream.current(card));
        relu(JCudaInterop.pointer(CudaTensors.address(y)), JCudaInterop.pointer(CudaTensors.address(x)), 4, ours);
        assertArrayEquals(new float[] {4, 0, 8, 0}, x.mul(2).toFloats());
        float[] copied = new float[4];
        success(JCudaDriver.cuMemcpyDtoH(Pointer.to(copied), JCudaInterop.pointer(CudaTensors.address(x)), 16));
        assertArrayEquals(new float[] {2, 0, 4, 0}, copied);
    }

    @Test
    void anAdoptedStreamTakesAllWorkInOrder() {
        card.backend().synchronize();
        long others = Cards.driver().pendingWork();
        Tensor before = floats(1, 2, 3, 4).mul(2); // on the thread's own stream, and not done yet
        Tensor during;
        Tensor relu = borrowed().flatten();
        relu(memory, memory, 4, stream); // on the program's stream, and not done yet
        try (CudaStream _ = CudaStream.adopt(JCudaInterop.handle(stream), card)) {
            assertEquals(JCudaInterop.handle(stream), CudaStream.current(card));
            during = before.add(relu);
            relu(JCudaInterop.pointer(CudaTensors.address(during)), memory, 4, stream);
        }
        assertNotEquals(JCudaInterop.handle(stream), CudaStream.current(card));
        assertTrue(Cards.driver().pendingWork() > others, "somebody has waited");
        assertArrayEquals(new float[] {6, 8, 18, 16}, during.add(relu).toFloats());
    }

    @Test
    void theDefaultStreamCanBeAdopted() {
        Tensor x = floats(1, 2, 3, 4).mul(2);
        try (CudaStream _ = CudaStream.adopt(0, card)) {
            assertEquals(0, CudaStream.current(card));
            x = x.matmul(x).unsqueeze(0);
        }
        assertArrayEquals(new float[] {120}, x.toFloats());
    }

    @Test
    void theProgramMayDestroyItsStreamAfterwards() {
        CUstream passing = new CUstream();
        success(JCudaDriver.cuStreamCreate(passing, NON_BLOCKING));
        Tensor x = floats(1, 2, 3, 4);
        try (CudaStream _ = CudaStream.adopt(JCudaInterop.handle(passing), card)) {
            x = x.mul(3);
        }
        success(JCudaDriver.cuStreamDestroy(passing));
        Tensor made = x;
        assertArrayEquals(new float[] {3, 6, 9, 12}, ofOtherThread(made));
        assertArrayEquals(new float[] {4, 7, 10, 13}, made.add(1).toFloats());
    }

    @Test
    void aBlockIsFreedAfterAllThatUsedIt() {
        Tensor x = floats(1, -2, 3, -4);
        CUdeviceptr address = JCudaInterop.pointer(CudaTensors.address(x));
        assertArrayEquals(new float[] {1, -2, 3, -4}, ofOtherThread(x)); // touches it last
        relu(address, memory, 4, JCudaInterop.stream(CudaStream.current(card)));
        x.close();
        card.backend().synchronize();
        assertArrayEquals(new float[] {1, 0, 3, 0}, borrowed().toFloats());
    }

    private static float[] ofOtherThread(Tensor tensor) {
        try (ExecutorService other = Executors.newSingleThreadExecutor()) {
            return other.submit(tensor::toFloats).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void changingStreamsCostsTwoCallsAndTensorsNone() {
        Tensor x = floats(1, 2, 3, 4);
        Tensor y = floats(5, 6, 7, 8);
        x.add(y);
        long handle = JCudaInterop.handle(stream);
        CudaStream.adopt(handle, card).close();
        assertEquals(List.of("cuEventRecord", "cuStreamWaitEvent", "cuMemAllocAsync", "cuLaunchKernel", "cuEventRecord",
                "cuStreamWaitEvent"), Cards.calls(() -> {
                    try (CudaStream _ = CudaStream.adopt(handle, card)) {
                        x.add(y);
                    }
                }));
    }

    @Test
    void scopesOfStreamsNestOnOneThread() throws InterruptedException, ExecutionException {
        try (CudaStream outer = CudaStream.adopt(JCudaInterop.handle(stream), card)) {
            try (CudaStream _ = CudaStream.adopt(0, card)) {
                assertEquals(
                        "adopt: stream 0x%x on cuda-emulated is not the one that this thread adopted last".formatted(
                                JCudaInterop.handle(stream)),
                        assertThrows(IllegalStateException.class, outer::close)
                                .getMessage());
            }
            try (ExecutorService other = Executors.newSingleThreadExecutor()) {
                other.submit(() -> assertThrows(IllegalStateException.class, outer::close)).get();
            }
            assertEquals(JCudaInterop.handle(stream), CudaStream.current(card));
        }
    }

    @Test
    void whatCannotBeBorrowed() {
        assertEquals("borrow: address 0x10 is not memory of cuda-emulated", assertThrows(IllegalArgumentException.class,
                () -> CudaTensors.borrow(16, Shape.of(1), DType.F32, card)).getMessage());
        long odd = JCudaInterop.address(memory) + 2;
        assertEquals("borrow: address 0x%x is not a multiple of 4, the size of F32".formatted(odd), assertThrows(
                IllegalArgumentException.class, () -> CudaTensors.borrow(odd, Shape.of(1), DType.F32, card))
                .getMessage());
        Device cpu = Device.of("cpu");
        assertEquals("borrow: cpu is not an NVIDIA card", assertThrows(DeviceException.class, () -> CudaTensors.borrow(
                odd - 2, Shape.of(1), DType.F32, cpu)).getMessage());
        assertThrows(DeviceException.class, () -> CudaStream.adopt(0, cpu));
        assertThrows(DeviceException.class, () -> CudaTensors.address(Tensor.zeros(Shape.of(1), DType.F32, cpu)));
    }
}
