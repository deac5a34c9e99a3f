package dev.culebra.cuda;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.culebra.cuda.discovery.Discovery;
import dev.culebra.cuda.discovery.Provider;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Every call of the driver does the same through every provider. */
@ParameterizedClass
@EnumSource(Provider.class)
class ProviderTest {
    /** {@code p[i] += v} for {@code i < n}. */
    private static final String PTX = """
            .version 7.0
            .target sm_75
            .address_size 64

            .visible .global .align 4 .u32 answer = 42;

            .visible .entry add(.param .u64 pp, .param .f32 pv, .param .u32 pn)
            {
                .reg .pred %out;
                .reg .b32 %i, %n, %b, %d, %t;
                .reg .f32 %x, %v;
                .reg .b64 %p, %o;
                ld.param.u64 %p, [pp];
                ld.param.f32 %v, [pv];
                ld.param.u32 %n, [pn];
                mov.u32 %b, %ctaid.x;
                mov.u32 %d, %ntid.x;
                mov.u32 %t, %tid.x;
                mad.lo.s32 %i, %b, %d, %t;
                setp.ge.u32 %out, %i, %n;
                @%out bra DONE;
                cvta.to.global.u64 %p, %p;
                mul.wide.u32 %o, %i, 4;
                add.s64 %p, %p, %o;
                ld.global.f32 %x, [%p];
                add.f32 %x, %x, %v;
                st.global.f32 [%p], %x;
            DONE:
                ret;
            }
            """;

    @Parameter
    private Provider provider = Provider.PANAMA;

    private Discovery.Found found;
    private Cuda cuda;
    private int device;
    private long context;
    private long stream;
    private Arena arena = Arena.global();

    @BeforeEach
    void open() {
        found = Emulator.open(provider);
        cuda = found.cuda();
        device = cuda.devices().device(0);
        context = cuda.devices().retainPrimaryContext(device);
        cuda.contexts().setCurrent(context);
        stream = cuda.streams().create();
        arena = Arena.ofConfined();
    }

    @AfterEach
    void close() {
        if (context != 0) {
            cuda.streams().destroy(stream);
            cuda.contexts().setCurrent(0);
            cuda.devices().releasePrimaryContext(device);
            arena.close();
        }
    }

    private float[] floats(long address, int count) {
        MemorySegment host = arena.allocate(JAVA_FLOAT, count);
        cuda.memory().copyToHostAsync(host, address, 4L * count, stream);
        cuda.streams().synchronize(stream);
        return host.toArray(JAVA_FLOAT);
    }

    private long upload(float... values) {
        long address = cuda.memory().allocateAsync(4L * values.length, stream);
        cuda.memory().copyToDeviceAsync(address, arena.allocateFrom(JAVA_FLOAT, values), 4L * values.length, stream);
        return address;
    }

    @Test
    void devices() {
        assertTrue(cuda.devices().count() >= 1);
        DeviceInfo info = cuda.devices().info(device);
        assertFalse(info.name().isBlank());
        assertTrue(info.computeMajor() >= 7, info::toString);
        assertTrue(info.totalBytes() > 1 << 20, info::toString);
        assertEquals(info.totalBytes(), cuda.memory().info().totalBytes());
        assertTrue(cuda.devices().attribute(DeviceAttribute.MULTIPROCESSOR_COUNT, device) >= 1);
        assertEquals(found.version(), cuda.version());
        CudaException e = assertThrows(CudaException.class, () -> cuda.devices().device(4711));
        assertEquals("cuDeviceGet", e.call());
        assertEquals(101, e.code());
        assertTrue(e.getMessage().endsWith("(101, CUDA_ERROR_INVALID_DEVICE): ordinal 4,711"), e::getMessage);
    }

    @Test
    void contexts() {
        assertNotEquals(0, context);
        assertEquals(context, cuda.contexts().current());
        cuda.contexts().push(context);
        assertEquals(context, cuda.contexts().pop());
        assertEquals(context, cuda.contexts().current());
        cuda.contexts().synchronize();
        assertFalse(cuda.contexts().isLost());
        cuda.contexts().setCurrent(0);
        assertEquals(0, cuda.contexts().current());
        cuda.contexts().setCurrent(context);
    }

    @Test
    void memoryThatWaits() {
        float[] values = {1, 2, 3, 4.5f};
        long address = cuda.memory().allocate(16);
        assertNotEquals(0, address);
        cuda.memory().copyToDevice(address, arena.allocateFrom(JAVA_FLOAT, values), 16);
        MemorySegment back = arena.allocate(16, 4);
        cuda.memory().copyToHost(back, address, 16);
        assertArrayEquals(values, back.toArray(JAVA_FLOAT));
        assertEquals(device, cuda.memory().deviceOf(address));
        cuda.memory().free(address);
    }

    @Test
    void memoryInTheOrderOfAStream() {
        long address = upload(1, 2, 3);
        long copy = cuda.memory().allocateAsync(12, stream);
        cuda.memory().copyAsync(copy, address, 12, stream);
        cuda.memory().freeAsync(address, stream);
        assertArrayEquals(new float[] {1, 2, 3}, floats(copy, 3));
        cuda.memory().fillAsync(copy, Float.floatToIntBits(7), 2, stream);
        assertArrayEquals(new float[] {7, 7, 3}, floats(copy, 3));
        cuda.memory().fillAsync(copy, (byte) 0, 12, stream);
        assertArrayEquals(new float[3], floats(copy, 3));
        cuda.memory().freeAsync(copy, stream);
        cuda.streams().synchronize(stream);
    }

    @Test
    void pinnedMemory() {
        MemorySegment pinned = cuda.memory().allocateHost(64, Memory.PORTABLE);
        assertEquals(64, pinned.byteSize());
        pinned.fill((byte) 5);
        long address = cuda.memory().allocateAsync(64, stream);
        cuda.memory().copyToDeviceAsync(address, pinned, 64, stream);
        MemorySegment back = arena.allocate(4096, 4096);
        cuda.memory().registerHost(back, 0);
        cuda.memory().copyToHostAsync(back, address, 64, stream);
        cuda.streams().synchronize(stream);
        assertEquals(5, back.get(JAVA_BYTE, 63));
        cuda.memory().unregisterHost(back);
        cuda.memory().freeAsync(address, stream);
        cuda.memory().freeHost(pinned);
    }

    @Test
    void pools() {
        long shared = cuda.pools().defaultPool(device);
        long before = cuda.pools().value(shared, PoolAttribute.RELEASE_THRESHOLD);
        cuda.pools().set(shared, PoolAttribute.RELEASE_THRESHOLD, 1L << 40);
        assertEquals(1L << 40, cuda.pools().value(shared, PoolAttribute.RELEASE_THRESHOLD));
        cuda.pools().set(shared, PoolAttribute.RELEASE_THRESHOLD, before);

        long pool = cuda.pools().create(device);
        long address = cuda.pools().allocateAsync(1024, pool, stream);
        cuda.memory().fillAsync(address, 3, 256, stream);
        MemorySegment back = arena.allocate(1024, 4);
        cuda.memory().copyToHostAsync(back, address, 1024, stream);
        cuda.memory().freeAsync(address, stream);
        cuda.streams().synchronize(stream);
        assertEquals(3, back.getAtIndex(JAVA_INT, 255));
        cuda.pools().trim(pool, 0);
        cuda.pools().destroy(pool);
    }

    @Test
    void outOfMemory() {
        CudaException e = assertThrows(CudaException.class, () -> cuda.memory().allocateAsync(1L << 50, stream));
        assertTrue(e.isOutOfMemory());
        assertTrue(e.getMessage().startsWith("cuMemAllocAsync: ") && e.getMessage()
                .contains("(2, CUDA_ERROR_OUT_OF_MEMORY): requested 1,125,899,906,842,624 bytes; "), e::getMessage);
        cuda.streams().synchronize(stream);
    }

    @Test
    void eventsBetweenStreams() {
        long other = cuda.streams().create();
        long start = cuda.events().createTimed();
        long end = cuda.events().createTimed();
        long event = cuda.events().create();
        cuda.events().record(start, stream);
        long address = upload(1, 2);
        cuda.events().record(event, stream);
        cuda.streams().waitFor(other, event);
        cuda.memory().fillAsync(address, 0, 1, other);
        cuda.events().record(end, other);
        cuda.events().synchronize(end);
        assertTrue(cuda.events().isDone(event));
        assertTrue(cuda.streams().isDone(other));
        assertTrue(cuda.events().elapsedNanos(start, end) >= 0);
        assertArrayEquals(new float[] {0, 2}, floats(address, 2));
        cuda.memory().freeAsync(address, stream);
        for (long each : new long[] {start, end, event}) {
            cuda.events().destroy(each);
        }
        cuda.streams().destroy(other);
    }

    @Test
    void kernel() {
        long module = cuda.modules().load(PTX);
        long add = cuda.modules().function(module, "add");
        assertTrue(cuda.modules().attribute(add, FunctionAttribute.MAX_THREADS_PER_BLOCK) >= 32);
        cuda.modules().setAttribute(add, FunctionAttribute.MAX_DYNAMIC_SHARED_BYTES, 16 << 10);
        Modules.BlockSize best = cuda.modules().bestBlock(add, 0, 0);
        assertTrue(best.threads() >= 32 && best.blocks() >= 1, best::toString);

        float[] values = new float[1000];
        for (int i = 0; i < values.length; i++) {
            values[i] = i;
        }
        long address = upload(values);
        for (int i = 1; i <= 3; i++) {
            KernelArguments arguments = KernelArguments.start().address(address).float32(i).int32(999);
            cuda.modules().launch(add, Grid.linear(999, 128), stream, arguments);
        }
        for (int i = 0; i < 999; i++) {
            values[i] = i + 6;
        }
        assertArrayEquals(values, floats(address, 1000));
        cuda.memory().freeAsync(address, stream);
        cuda.modules().unload(module);
    }

    @Test
    void variableOfAModule() {
        long module = cuda.modules().load(PTX);
        Modules.ModuleGlobal answer = cuda.modules().global(module, "answer");
        assertEquals(4, answer.bytes());
        MemorySegment value = arena.allocate(JAVA_INT);
        cuda.memory().copyToHost(value, answer.address(), 4);
        assertEquals(42, value.get(JAVA_INT, 0));
        cuda.modules().unload(module);
    }

    @Test
    void whatTheDriverRefusesIsNamed() {
        CudaException bad = assertThrows(CudaException.class, () -> cuda.modules().load("nonsense"));
        assertEquals("cuModuleLoadDataEx", bad.call());
        assertFalse(bad.isContextLost());
        long module = cuda.modules().load(PTX);
        CudaException none = assertThrows(CudaException.class, () -> cuda.modules().function(module, "sub"));
        assertTrue(none.getMessage().startsWith("cuModuleGetFunction: "), none::getMessage);
        assertTrue(none.getMessage().endsWith("(500, CUDA_ERROR_NOT_FOUND): sub"), none::getMessage);
        cuda.modules().unload(module);
    }

    @Test
    void graph() {
        long module = cuda.modules().load(PTX);
        long add = cuda.modules().function(module, "add");
        long address = upload(1, 2, 3);
        cuda.streams().synchronize(stream);
        assertEquals(CaptureMode.GLOBAL, cuda.streams().exchangeCaptureMode(CaptureMode.THREAD_LOCAL));
        assertEquals(CaptureMode.THREAD_LOCAL, cuda.streams().exchangeCaptureMode(CaptureMode.GLOBAL));

        long one = captured(add, address, 1);
        assertArrayEquals(new float[] {1, 2, 3}, floats(address, 3));
        long executable = cuda.graphs().instantiate(one);
        cuda.graphs().upload(executable, stream);
        cuda.graphs().launch(executable, stream);
        cuda.graphs().launch(executable, stream);
        assertArrayEquals(new float[] {3, 4, 5}, floats(address, 3));

        long ten = captured(add, address, 10);
        assertTrue(cuda.graphs().update(executable, ten));
        cuda.graphs().launch(executable, stream);
        assertArrayEquals(new float[] {13, 14, 15}, floats(address, 3));
        cuda.graphs().destroy(one);
        cuda.graphs().destroy(ten);
        cuda.graphs().destroyExecutable(executable);
        cuda.memory().freeAsync(address, stream);
        cuda.streams().synchronize(stream);
        cuda.modules().unload(module);
    }

    private long captured(long add, long address, float value) {
        cuda.streams().beginCapture(stream, CaptureMode.THREAD_LOCAL);
        assertTrue(cuda.streams().isCapturing(stream));
        cuda.modules().launch(add, Grid.of(1, 32), stream,
                KernelArguments.start().address(address).float32(value).int32(3));
        long graph = cuda.streams().endCapture(stream);
        assertFalse(cuda.streams().isCapturing(stream));
        return graph;
    }

    @Test
    void faultOfAKernelLosesTheContext() {
        long module = cuda.modules().load(PTX);
        long add = cuda.modules().function(module, "add");
        cuda.modules().launch(add, Grid.of(1, 32), stream, KernelArguments.start().address(0).float32(1).int32(1));
        CudaException first = assertThrows(CudaException.class, () -> cuda.streams().synchronize(stream));
        assertEquals(700, first.code());
        assertTrue(first.isContextLost());
        CudaException later = assertThrows(CudaException.class, () -> cuda.memory().allocateAsync(64, stream));
        assertEquals("cuMemAllocAsync: refused, because the context was lost before: " + first.getMessage(),
                later.getMessage());
        assertTrue(cuda.contexts().isLost());
        cuda.modules().unload(module);
    }
}
