package dev.culebra.cuda.discovery;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The libraries with BLAS that are known by name, and the files they lie in. */
enum HostBlasName {
    ACCELERATE(List.of(), List.of("/System/Library/Frameworks/Accelerate.framework/Accelerate"), List.of()),
    OPENBLAS(
            List.of("libopenblas.so.0", "libopenblas.so"),
            List.of("libopenblas.dylib", "/opt/homebrew/opt/openblas/lib/libopenblas.dylib"),
            List.of("libopenblas.dll", "openblas.dll")),
    MKL(
            List.of("libmkl_rt.so.2", "libmkl_rt.so.3", "libmkl_rt.so.1", "libmkl_rt.so"),
            List.of("libmkl_rt.2.dylib", "libmkl_rt.dylib"),
            List.of("mkl_rt.2.dll", "mkl_rt.3.dll", "mkl_rt.1.dll", "mkl_rt.dll")),
    BLIS(
            List.of("libblis.so.4", "libblis.so.5", "libblis.so.3", "libblis.so", "libblis-mt.so"),
            List.of("libblis.dylib", "/opt/homebrew/opt/blis/lib/libblis.dylib"),
            List.of("libblis.dll", "AOCL-LibBlis-Win-MT-dll.dll"));

    private final List<String> linux;
    private final List<String> mac;
    private final List<String> windows;

    HostBlasName(List<String> linux, List<String> mac, List<String> windows) {
        this.linux = linux;
        this.mac = mac;
        this.windows = windows;
    }

    static Optional<HostBlasName> of(String name) {
        return Arrays.stream(values()).filter(value -> value.toString().equals(name)).findAny();
    }

    /** @param system the property {@code os.name} */
    List<String> files(String system) {
        return isMac(system) ? mac : system.startsWith("Windows") ? windows : linux;
    }

    static boolean isMac(String system) {
        return system.startsWith("Mac");
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
