package dev.culebra.cuda.jcuda;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.culebra.cuda.Cuda;
import dev.culebra.cuda.Emulator;
import dev.culebra.cuda.discovery.Provider;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.FloatBuffer;
import jcuda.Pointer;
import jcuda.driver.CUcontext;
import jcuda.driver.CUdeviceptr;
import jcuda.driver.CUevent;
import jcuda.driver.CUstream;
import jcuda.driver.JCudaDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A program's own JCuda and Culebra's Panama, on the same memory of the same context. */
class JCudaInteropTest {
    private Cuda cuda;
    private boolean open;

    @BeforeEach
    void open() {
        cuda = Emulator.open(Provider.PANAMA).cuda();
        cuda.contexts().setCurrent(cuda.devices().retainPrimaryContext(0));
        open = true;
    }

    @AfterEach
    void close() {
        if (open) {
            cuda.contexts().setCurrent(0);
            cuda.devices().releasePrimaryContext(0);
        }
    }

    @Test
    void memoryOfJCuda() {
        CUdeviceptr pointer = new CUdeviceptr();
        assertEquals(0, JCudaDriver.cuMemAlloc(pointer, 16));
        assertEquals(0, JCudaDriver.cuMemcpyHtoD(pointer, Pointer.to(new float[] {1, 2, 3, 4}), 16));
        long address = JCudaInterop.address(pointer);
        assertEquals(address + 8, JCudaInterop.address(pointer.withByteOffset(8)));
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment host = arena.allocate(JAVA_FLOAT, 2);
            cuda.memory().copyToHost(host, address + 8, 8);
            assertArrayEquals(new float[] {3, 4}, host.toArray(JAVA_FLOAT));
        }
        cuda.memory().free(address);
    }

    @Test
    void memoryOfCulebra() {
        long address = cuda.memory().allocate(16);
        try (Arena arena = Arena.ofConfined()) {
            cuda.memory().copyToDevice(address, arena.allocateFrom(JAVA_FLOAT, 1, 2, 3, 4), 16);
            MemorySegment host = arena.allocate(JAVA_FLOAT, 4);
            Pointer segment = JCudaInterop.pointer(host);
            assertEquals(0, JCudaDriver.cuMemcpyDtoH(segment, JCudaInterop.pointer(address), 16));
            assertArrayEquals(new float[] {1, 2, 3, 4}, host.toArray(JAVA_FLOAT));
            assertEquals(host.address(), JCudaInterop.address(segment));
        }
        float[] last = new float[1];
        CUdeviceptr pointer = JCudaInterop.pointer(address);
        assertEquals(0, JCudaDriver.cuMemcpyDtoH(Pointer.to(last), pointer.withByteOffset(12), 4));
        assertEquals(4, last[0]);
        assertEquals(address, JCudaInterop.address(pointer));
        assertEquals(0, JCudaDriver.cuMemFree(pointer));
    }

    @Test
    void streamsEventsAndContexts() {
        CUstream stream = new CUstream();
        assertEquals(0, JCudaDriver.cuStreamCreate(stream, 1));
        cuda.streams().synchronize(JCudaInterop.handle(stream));
        assertEquals(stream, JCudaInterop.stream(JCudaInterop.handle(stream)));

        long event = cuda.events().create();
        CUevent same = JCudaInterop.event(event);
        assertEquals(event, JCudaInterop.handle(same));
        assertEquals(0, JCudaDriver.cuEventRecord(same, stream));
        cuda.events().synchronize(event);
        cuda.events().destroy(event);

        CUcontext context = new CUcontext();
        assertEquals(0, JCudaDriver.cuCtxGetCurrent(context));
        assertEquals(cuda.contexts().current(), JCudaInterop.handle(context));
        assertEquals(context, JCudaInterop.context(cuda.contexts().current()));
        assertEquals(0, JCudaDriver.cuStreamDestroy(stream));
    }

    @Test
    void whatHasNoAddress() {
        for (Pointer heap : new Pointer[] {Pointer.to(new float[4]), Pointer.to(FloatBuffer.allocate(4)), new Pointer(),
            Pointer.to(new float[4]).withByteOffset(8)}) {
            assertEquals("JCuda pointer: null, or an array or buffer of the Java heap: no address",
                    assertThrows(IllegalArgumentException.class, () -> JCudaInterop.address(heap)).getMessage());
        }
        assertFalse(JCudaInterop.address(JCudaInterop.pointer(0x1000)) == 0);
    }
}
