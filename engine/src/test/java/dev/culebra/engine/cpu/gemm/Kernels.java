package dev.culebra.engine.cpu.gemm;

import java.util.ArrayList;
import java.util.List;

/** The micro-kernels that this JVM can run. */
record Kernels(String name, MicroKernels kernels) {
    private static final String VECTOR = "dev.culebra.engine.cpu.gemm.vector.VectorMicroKernels";

    static List<Kernels> all() {
        var all = new ArrayList<Kernels>();
        all.add(new Kernels("scalar", new ScalarMicroKernels()));
        if (ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()) {
            all.add(new Kernels("vector", vector()));
        }
        return all;
    }

    private static MicroKernels vector() {
        try {
            return (MicroKernels) Class.forName(VECTOR).getConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
