package dev.culebra.bench;

import dev.culebra.cuda.Cuda;
import dev.culebra.cuda.Grid;
import dev.culebra.cuda.KernelArguments;
import dev.culebra.cuda.discovery.CudaDiscovery;
import dev.culebra.cuda.discovery.CudaSettings;
import dev.culebra.cuda.discovery.Discovery;
import dev.culebra.cuda.discovery.Provider;
import dev.culebra.cuda.jcuda.JCudaInterop;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import jcuda.Pointer;
import jcuda.driver.CUcontext;
import jcuda.driver.CUdeviceptr;
import jcuda.driver.CUfunction;
import jcuda.driver.CUmodule;
import jcuda.driver.CUstream;
import jcuda.driver.JCudaDriver;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Host time of a call of the driver: through Culebra, with either provider, and through JCuda as its own programs call it. What the
 * driver does itself is in all of them; {@code current} and {@code done} come as near to nothing as a call can. A launch has three
 * arguments, its kernel returns at once, and the stream is emptied outside of what is timed.
 *
 * <p>On a machine without a card, in {@code native/target/emulator}, what the emulated driver does with a launch is a large part
 * of it; the differences are the bindings'.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class CallOverheadBenchmark {
    private static final int LAUNCHES = 64;
    private static final Path EMULATOR = Path.of("native", "target", "emulator");
    private static final String PTX = """
            .version 7.0
            .target sm_75
            .address_size 64
            .visible .entry none(.param .u64 p, .param .f32 v, .param .u32 n)
            {
                ret;
            }
            """;

    /** How the call is made. */
    public enum Way {
        PANAMA(Provider.PANAMA),
        JCUDA(Provider.JCUDA),
        JCUDA_DIRECT(Provider.JCUDA);

        private final Provider provider;

        Way(Provider provider) {
            this.provider = provider;
        }
    }

    @Param
    private Way way = Way.PANAMA;

    private Cuda cuda;
    private long stream;
    private long function;
    private long address;
    private final Grid grid = Grid.of(1, 1);

    private CUstream streamObject;
    private CUfunction functionObject;
    private CUdeviceptr addressObject;

    @Setup
    public void open() {
        CudaSettings settings = CudaSettings.ofProperties().with(way.provider);
        if (settings.folder().isEmpty() && Files.isDirectory(EMULATOR)) {
            settings = settings.withFolder(EMULATOR.toAbsolutePath());
        }
        cuda = switch (CudaDiscovery.run(settings)) {
            case Discovery.Found found -> found.cuda();
            case Discovery.Missing missing -> throw new IllegalStateException(String.join("\n", missing.report()));
        };
        cuda.contexts().setCurrent(cuda.devices().retainPrimaryContext(0));
        stream = cuda.streams().create();
        address = cuda.memory().allocate(4);
        function = cuda.modules().function(cuda.modules().load(PTX), "none");
        streamObject = JCudaInterop.stream(stream);
        addressObject = JCudaInterop.pointer(address);
        functionObject = new CUfunction();
        CUmodule module = new CUmodule();
        JCudaDriver.cuModuleLoadData(module, PTX);
        JCudaDriver.cuModuleGetFunction(functionObject, module, "none");
    }

    @Benchmark
    public long current() {
        if (way != Way.JCUDA_DIRECT) {
            return cuda.contexts().current();
        }
        CUcontext context = new CUcontext();
        return JCudaDriver.cuCtxGetCurrent(context);
    }

    @Benchmark
    public boolean done() {
        if (way != Way.JCUDA_DIRECT) {
            return cuda.streams().isDone(stream);
        }
        return JCudaDriver.cuStreamQuery(streamObject) == 0;
    }

    @Benchmark
    @OperationsPerInvocation(LAUNCHES)
    public void launch(Drain drain) {
        for (int i = 0; i < LAUNCHES; i++) {
            if (way != Way.JCUDA_DIRECT) {
                KernelArguments arguments = KernelArguments.start().address(address).float32(0.5f).int32(i);
                cuda.modules().launch(function, grid, stream, arguments);
            } else {
                Pointer arguments = Pointer.to(Pointer.to(addressObject), Pointer.to(new float[] {0.5f}),
                        Pointer.to(new int[] {i}));
                JCudaDriver.cuLaunchKernel(functionObject, 1, 1, 1, 1, 1, 1, 0, streamObject, arguments, null);
            }
        }
    }

    /** Empties the stream after so many launches. */
    @State(Scope.Thread)
    public static class Drain {
        @TearDown(Level.Invocation)
        public void drain(CallOverheadBenchmark benchmark) {
            benchmark.cuda.streams().synchronize(benchmark.stream);
        }
    }
}
