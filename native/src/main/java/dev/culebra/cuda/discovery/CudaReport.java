package dev.culebra.cuda.discovery;

import dev.culebra.cuda.DeviceInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A discovery in words. */
final class CudaReport {
    private CudaReport() {}

    static List<String> lines(Discovery discovery) {
        return switch (discovery) {
            case Discovery.Found found -> found(found);
            case Discovery.Missing missing ->
                    Stream.concat(Stream.of("CUDA      " + missing.reason()), tried(missing.attempts())).toList();
        };
    }

    private static List<String> found(Discovery.Found found) {
        List<String> lines = new ArrayList<>();
        lines.add("CUDA      " + found.version() + ", driver " + found.driverFile() + ", through " + found.provider());
        for (DeviceInfo device : found.devices()) {
            lines.add("device    " + device);
        }
        switch (found.blas()) {
            case BlasDiscovery.Found blas -> lines.add("cuBLAS    " + blas.file() + ", through " + blas.provider()
                    + (blas.lt().isPresent() ? ", with cuBLASLt" : ", without cuBLASLt"));
            case BlasDiscovery.Missing missing -> {
                lines.add("cuBLAS    " + missing.reason() + ": Culebra's own kernel multiplies matrices, more slowly");
                tried(missing.attempts()).forEach(lines::add);
            }
        }
        return lines;
    }

    private static Stream<String> tried(List<Attempt> attempts) {
        return attempts.stream().map(attempt -> "  tried   " + attempt);
    }
}
