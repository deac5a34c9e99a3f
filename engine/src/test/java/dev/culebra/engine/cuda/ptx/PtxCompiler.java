package dev.culebra.engine.cuda.ptx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import jcuda.nvptxcompiler.JNvPTXCompiler;
import jcuda.nvptxcompiler.nvPTXCompilerHandle;
import org.opentest4j.AssertionFailedError;

/**
 * NVIDIA's compiler of PTX, the one of CUDA 12.0, which JCuda's native libraries carry. It needs no driver and no card.
 *
 * <pre>{@code
 * PtxCompiler.assumeAvailable();
 * PtxCompiler.accept("sm_75", MapKernel.source(spec, primitives));
 * }</pre>
 */
final class PtxCompiler {
    /** The oldest cards that Culebra serves, and newer ones: there, instructions are chosen differently. */
    static final List<String> ARCHITECTURES = List.of("sm_75", "sm_90");

    private static final int SUCCESS = 0;

    private PtxCompiler() {}

    /** Skips the test where the library cannot be loaded. */
    static void assumeAvailable() {
        assumeTrue(version() > 0, "JCuda's PTX compiler cannot be loaded: kernels are not compiled here");
    }

    private static int version() {
        try {
            int[] major = new int[1];
            int[] minor = new int[1];
            return JNvPTXCompiler.nvPTXCompilerGetVersion(major, minor) == SUCCESS ? major[0] : 0;
        } catch (LinkageError absent) {
            return 0;
        }
    }

    /**
     * Compiles sources on all processors, each for one of the architectures in turn, and fails if one is refused.
     */
    static void acceptInTurn(List<String> sources) {
        IntStream.range(0, sources.size()).parallel().forEach(i -> accept(ARCHITECTURES.get(i % ARCHITECTURES.size()),
                sources.get(i)));
    }

    /**
     * Fails, with the compiler's words, unless it compiles the source.
     *
     * @param architecture as {@code sm_75}
     */
    static void accept(String architecture, String source) {
        byte[] text = (source + '\0').getBytes(StandardCharsets.UTF_8);
        nvPTXCompilerHandle compiler = new nvPTXCompilerHandle();
        assertEquals(SUCCESS, JNvPTXCompiler.nvPTXCompilerCreate(compiler, text.length, text), source);
        try {
            String[] options = {"--gpu-name=" + architecture, "--compile-only"};
            int code = JNvPTXCompiler.nvPTXCompilerCompile(compiler, options.length, options);
            if (code != SUCCESS) {
                throw new AssertionFailedError("for %s: code %d: %s\n%s".formatted(architecture, code, log(compiler),
                        source));
            }
        } finally {
            JNvPTXCompiler.nvPTXCompilerDestroy(compiler);
        }
    }

    private static String log(nvPTXCompilerHandle compiler) {
        long[] length = new long[1];
        JNvPTXCompiler.nvPTXCompilerGetErrorLogSize(compiler, length);
        byte[] log = new byte[Math.toIntExact(length[0]) + 1];
        JNvPTXCompiler.nvPTXCompilerGetErrorLog(compiler, log);
        return new String(log, StandardCharsets.UTF_8).strip();
    }
}
