package dev.culebra.bench.bundle;

import java.nio.file.Path;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;

/** A Java runtime of no more than Culebra, its tests and its benchmarks need, made of the JDK that runs this. */
final class JavaRuntime {
    /**
     * Beside what Culebra and its samples require: JUnit logs and looks into jars, JMH measures through management beans, tests serve
     * files by HTTP.
     */
    private static final List<String> MODULES = List.of("java.base", "java.desktop", "java.logging", "java.management",
            "java.net.http", "jdk.httpserver", "jdk.incubator.vector", "jdk.management", "jdk.unsupported",
            "jdk.zipfs");

    /** Pictures are drawn into memory: without windows, sound, printers and colour profiles. */
    private static final List<String> LEFT_OUT =
            List.of("libawt_xawt.so", "libjsound.so", "liblcms.so", "libsplashscreen.so");

    private JavaRuntime() {}

    /** Links it into a folder that does not exist yet. */
    static void link(Path folder) {
        ToolProvider jlink = ToolProvider.findFirst("jlink")
                .orElseThrow(
                        () -> new IllegalStateException("this Java has no jlink: " + System.getProperty("java.home")));
        int code = jlink.run(System.out, System.err, "--add-modules", String.join(",", MODULES),
                "--strip-java-debug-attributes", "--exclude-files",
                LEFT_OUT.stream().map(file -> "**/" + file).collect(Collectors.joining(",")),
                // The archive is compressed as a whole: that makes it smaller by a fifth than compressing class by class.
                "--compress", "zip-0", "--no-header-files", "--no-man-pages",
                "--output",
                folder.toString());
        if (code != 0) {
            throw new IllegalStateException("jlink failed with code " + code);
        }
    }
}
