package dev.culebra.engine.cpu;

import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.atomic.AtomicBoolean;

/** Which kernels this JVM can run. Only here is it decided whether the Vector API is used. */
final class KernelChoice {
    private static final KernelChoice OF_PROCESS = new KernelChoice(System.getLogger(KernelChoice.class.getName()));
    private static final String VECTOR_MODULE = "jdk.incubator.vector";
    private static final String VECTOR_CLASS = VECTOR_MODULE + ".FloatVector";
    private static final String VECTOR_KERNELS = "dev.culebra.engine.cpu.vector.VectorKernels";

    private final System.Logger logger;
    private final AtomicBoolean warned = new AtomicBoolean();

    /**
     * @param logger gets the one warning
     */
    KernelChoice(System.Logger logger) {
        this.logger = logger;
    }

    /** Vectors where this module reads the Vector API, else plain loops and, once, a warning that names the flag. */
    static CpuKernels best() {
        return OF_PROCESS.kernels(vectorsAreReadable());
    }

    CpuKernels kernels(boolean vectors) {
        if (!vectors) {
            if (warned.compareAndSet(false, true)) {
                logger.log(System.Logger.Level.WARNING,
                        "The Vector API is not there, so the CPU computes with plain loops, which are several times "
                                + "slower: start Java with --add-modules " + VECTOR_MODULE);
            }
            return new ScalarKernels();
        }
        try {
            return (CpuKernels) Class.forName(VECTOR_KERNELS).getConstructor().newInstance();
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("device: the vector kernels cannot be started", e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("device: the vector kernels cannot be loaded", e);
        }
    }

    private static boolean vectorsAreReadable() {
        Module own = KernelChoice.class.getModule();
        if (own.isNamed()) {
            return ModuleLayer.boot().findModule(VECTOR_MODULE).filter(own::canRead).isPresent();
        }
        try {
            Class.forName(VECTOR_CLASS, false, KernelChoice.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError absent) {
            return false;
        }
    }
}
