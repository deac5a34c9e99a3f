package dev.culebra.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("source-tree")
class KernelSourceTest {
    private static final Path SOURCES = Path.of("src/main/cuda");

    @TempDir
    private Path directory = Path.of(".");

    @Test
    void everySourceIsListed() throws IOException {
        Set<String> listed = Arrays.stream(KernelSource.values()).map(KernelSource::file).collect(Collectors.toSet());
        try (Stream<Path> files = Files.list(SOURCES)) {
            Set<String> present = files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".cu"))
                    .map(name -> name.substring(0, name.length() - 3)).collect(Collectors.toSet());
            assertEquals(present, listed);
        }
    }

    @ParameterizedTest
    @EnumSource
    void thePtxWasMadeFromTheSourceAsItIs(KernelSource kernels) throws IOException, NoSuchAlgorithmException {
        String source = Files.readString(SOURCES.resolve(kernels.file() + ".cu"));
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update(source.getBytes(StandardCharsets.UTF_8));
        for (MatchResult include : Pattern.compile("(?m)^#include \"(.*)\"$").matcher(source).results().toList()) {
            digest.update(Files.readAllBytes(SOURCES.resolve(include.group(1))));
        }
        String hash = HexFormat.of().formatHex(digest.digest());
        String first = kernels.ptx().lines().findFirst().orElse("");
        assertEquals("// %s.cu sha256 %s".formatted(kernels.file(), hash), first,
                "out of date: run native/src/main/cuda/compile.sh, which needs nvcc");
    }

    @ParameterizedTest
    @EnumSource
    void everyDriverSinceCuda11CanReadIt(KernelSource kernels) {
        assertTrue(kernels.ptx().contains(".version 7.0\n.target sm_75\n.address_size 64\n"));
    }

    @ParameterizedTest
    @EnumSource
    void assembles(KernelSource kernels) throws IOException, InterruptedException {
        assumeTrue(hasAssembler(), "ptxas is not installed: kernels are not assembled here");
        Path file = Files.writeString(directory.resolve("kernels.ptx"), kernels.ptx());
        for (String architecture : new String[] {"sm_75", "sm_90"}) {
            Process process = new ProcessBuilder("ptxas", "--compile-only", "-arch=" + architecture, "-o", directory
                    .resolve("kernels.o").toString(), file.toString()).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(0, process.waitFor(), said);
        }
    }

    private static boolean hasAssembler() {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator)).anyMatch(folder -> Files.isExecutable(Path.of(
                folder, "ptxas")));
    }
}
