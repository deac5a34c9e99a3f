package dev.culebra.cuda;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.culebra.cuda.driver.CudaDriver;
import java.lang.foreign.MemorySegment;

/**
 * The CUDA driver, every call checked. Safe for use by many threads; which context a call goes to is a matter of the calling
 * thread.
 *
 * <p>{@snippet :
 * Cuda cuda = found.cuda();
 * int device = cuda.devices().device(0);
 * cuda.contexts().setCurrent(cuda.devices().retainPrimaryContext(device));
 * long stream = cuda.streams().create();
 * long address = cuda.memory().allocateAsync(1 << 20, stream);
 * }
 */
public final class Cuda {
    private final CudaDriver driver;
    private final Checks checks;
    private final Devices devices;
    private final Contexts contexts;
    private final Memory memory;
    private final Pools pools;
    private final Streams streams;
    private final Events events;
    private final Modules modules;
    private final Graphs graphs;

    /** Checks every call of this driver. */
    public Cuda(CudaDriver driver) {
        this.driver = driver;
        checks = new Checks(driver);
        devices = new Devices(driver.devices(), checks);
        contexts = new Contexts(driver.contexts(), checks);
        memory = new Memory(driver.memory(), checks);
        pools = new Pools(driver.pools(), checks);
        streams = new Streams(driver.streams(), checks);
        events = new Events(driver.events(), checks);
        modules = new Modules(driver.modules(), checks);
        graphs = new Graphs(driver.graphs(), checks);
    }

    /** {@code cuInit}: before anything else, and as often as one likes. */
    public void init() {
        checks.check(driver.init(0), "cuInit");
    }

    /** {@code cuDriverGetVersion}: the newest CUDA that this driver can do. */
    public CudaVersion version() {
        MemorySegment version = Out.segment();
        checks.check(driver.driverGetVersion(version), "cuDriverGetVersion");
        return CudaVersion.of(version.get(JAVA_INT, 0));
    }

    public Devices devices() {
        return devices;
    }

    public Contexts contexts() {
        return contexts;
    }

    public Memory memory() {
        return memory;
    }

    public Pools pools() {
        return pools;
    }

    public Streams streams() {
        return streams;
    }

    public Events events() {
        return events;
    }

    public Modules modules() {
        return modules;
    }

    public Graphs graphs() {
        return graphs;
    }

    ContextHealth health() {
        return checks.health();
    }
}
