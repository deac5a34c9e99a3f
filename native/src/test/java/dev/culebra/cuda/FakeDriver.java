package dev.culebra.cuda;

import static java.lang.foreign.ValueLayout.ADDRESS;

import dev.culebra.cuda.driver.ContextCalls;
import dev.culebra.cuda.driver.CudaDriver;
import dev.culebra.cuda.driver.DeviceCalls;
import dev.culebra.cuda.driver.EventCalls;
import dev.culebra.cuda.driver.GraphCalls;
import dev.culebra.cuda.driver.MemoryCalls;
import dev.culebra.cuda.driver.ModuleCalls;
import dev.culebra.cuda.driver.PoolCalls;
import dev.culebra.cuda.driver.StreamCalls;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A driver that does nothing but return the codes that a test wants, and keeps account of the calls. */
final class FakeDriver implements CudaDriver {
    final Map<String, Integer> codes = new HashMap<>();
    final List<String> called = new ArrayList<>();
    long current = 0x1000;

    private <T> T family(Class<T> type) {
        return type
                .cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (_, method, arguments) -> {
                    called.add(method.getName());
                    if (method.getName().equals("ctxGetCurrent")) {
                        ((MemorySegment) arguments[0]).set(ValueLayout.JAVA_LONG, 0, current);
                    }
                    if (method.getName().equals("memGetInfo")) {
                        ((MemorySegment) arguments[0]).set(ValueLayout.JAVA_LONG, 0, 512L << 20);
                        ((MemorySegment) arguments[1]).set(ValueLayout.JAVA_LONG, 0, 80L << 30);
                    }
                    return codes.getOrDefault(method.getName(), 0);
                }));
    }

    @Override
    public DeviceCalls devices() {
        return family(DeviceCalls.class);
    }

    @Override
    public ContextCalls contexts() {
        return family(ContextCalls.class);
    }

    @Override
    public MemoryCalls memory() {
        return family(MemoryCalls.class);
    }

    @Override
    public PoolCalls pools() {
        return family(PoolCalls.class);
    }

    @Override
    public StreamCalls streams() {
        return family(StreamCalls.class);
    }

    @Override
    public EventCalls events() {
        return family(EventCalls.class);
    }

    @Override
    public ModuleCalls modules() {
        return family(ModuleCalls.class);
    }

    @Override
    public GraphCalls graphs() {
        return family(GraphCalls.class);
    }

    @Override
    public int init(int flags) {
        return codes.getOrDefault("init", 0);
    }

    @Override
    public int driverGetVersion(MemorySegment version) {
        version.set(ValueLayout.JAVA_INT, 0, 13020);
        return 0;
    }

    @Override
    public int getErrorName(int error, MemorySegment name) {
        return text(error, "NAME_" + error, name);
    }

    @Override
    public int getErrorString(int error, MemorySegment text) {
        return text(error, "text of " + error, text);
    }

    private static int text(int error, String text, MemorySegment pointer) {
        boolean known = error < 1000;
        pointer.set(ADDRESS, 0, known ? Arena.global().allocateFrom(text) : MemorySegment.NULL);
        return known ? 0 : 1;
    }
}
