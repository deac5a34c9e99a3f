package dev.culebra.samples.devices;

import dev.culebra.cuda.Cuda;
import dev.culebra.cuda.CudaException;
import dev.culebra.cuda.KernelSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Whether a card's driver takes the kernels that ship with Culebra. It compiles them here, and keeps the result for the programs
 * that come after.
 *
 * @param files how many there are
 * @param refused what the driver said to those that it did not take
 */
record KernelCheck(int files, List<String> refused, double seconds) {
    /** Loads every file and unloads it. */
    static KernelCheck of(Cuda cuda, int ordinal) {
        int device = cuda.devices().device(ordinal);
        long start = System.nanoTime();
        List<String> refused = new ArrayList<>();
        cuda.contexts().setCurrent(cuda.devices().retainPrimaryContext(device));
        try {
            for (KernelSource source : KernelSource.values()) {
                try {
                    cuda.modules().unload(cuda.modules().load(source.ptx()));
                } catch (CudaException e) {
                    refused.add(source.file() + ".ptx: " + e.getMessage());
                }
            }
        } finally {
            cuda.devices().releasePrimaryContext(device);
        }
        return new KernelCheck(KernelSource.values().length, refused, (System.nanoTime() - start) * 1e-9);
    }

    /** In a line. */
    @Override
    public String toString() {
        return refused.isEmpty()
                ? String.format(Locale.ROOT, "all %d files compile for it, in %.2f s", files, seconds)
                : String.format(Locale.ROOT, "%d of %d files do not compile for it: %s", refused.size(), files,
                        String.join("; ", refused));
    }
}
