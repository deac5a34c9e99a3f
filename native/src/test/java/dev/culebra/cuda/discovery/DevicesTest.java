package dev.culebra.cuda.discovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.culebra.cuda.Emulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import jcuda.driver.JCudaDriver;
import jcuda.jcublas.JCublas2;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What a program prints and loads that asks for CUDA, on machines of every kind. */
@EnabledOnOs(OS.LINUX)
class DevicesTest {
    private static final List<Path> JCUDA = List.of(OtherJvm.home(JCudaDriver.class), OtherJvm.home(JCublas2.class));
    private static final String NATIVE = "--enable-native-access=ALL-UNNAMED";

    @TempDir
    private Path folder;

    private static String path(Path folder) {
        return "-D" + CudaSettings.FOLDER + "=" + folder;
    }

    private Path driverOnly() throws IOException {
        Emulator.assumeBuilt();
        Files.copy(Emulator.folder().resolve("libcuda.so.1"), folder.resolve("libcuda.so.1"));
        return folder;
    }

    private static void assumeNoDriver(OtherJvm jvm) {
        assumeTrue(jvm.output().getFirst().startsWith("CUDA      no NVIDIA driver"),
                "this machine has an NVIDIA driver");
    }

    @Test
    void withoutDriverNothingIsSaidOnTheErrorStreamAndJCudaStaysUntouched() throws Exception {
        OtherJvm jvm =
                OtherJvm.devices(Map.of(), JCUDA, NATIVE, "-Dculebra.cuda.provider=jcuda", "-Xlog:class+load:stdout");
        List<String> report = jvm.output().stream().filter(line -> !line.startsWith("[")).toList();
        assumeNoDriver(new OtherJvm(report, jvm.errors()));
        assertEquals(List.of(), jvm.errors());
        assertTrue(jvm.output().stream().anyMatch(line -> line.contains(" dev.culebra.cuda.discovery.CudaDiscovery ")));
        assertEquals(List.of(), jvm.output().stream().filter(line -> line.contains(" jcuda.")).toList());
    }

    @Test
    void withoutNativeAccessTheFlagIsNamedAndTheJvmDoesNotWarn() throws Exception {
        OtherJvm jvm = OtherJvm.devices(Map.of(), List.of());
        assertEquals(List.of(), jvm.errors());
        assertEquals("  tried   libcuda.so.1: native access is off; start Java with " + NATIVE, jvm.output().get(1));
    }

    @Test
    void driverWithoutBlas() throws Exception {
        OtherJvm jvm = OtherJvm.devices(Map.of(), List.of(), NATIVE, path(driverOnly()));
        assertEquals("CUDA      13.0, driver " + folder.resolve("libcuda.so.1") + ", through panama",
                jvm.output().getFirst());
        assertTrue(jvm.output().get(1).matches("device    cuda:0  .*, compute capability 9\\.0, 8\\.0 GiB"),
                jvm.output()::toString);
        assumeTrue(jvm.output().get(2).contains("not found"), "this machine has a cuBLAS of its own");
        assertEquals("cuBLAS    not found: Culebra's own kernel multiplies matrices, more slowly", jvm.output().get(2));
        assertEquals("  tried   " + folder + ": no libcublas.so.13, libcublas.so.12, libcublas.so.11",
                jvm.output().get(3));
        assertTrue(jvm.output().contains(
                "  tried   libcublas.so.12: cannot open shared object file: No such file or directory"));
    }

    @Test
    void blasOnRequestOnly() throws Exception {
        OtherJvm jvm = OtherJvm.devices(Map.of(), List.of(), NATIVE, path(driverOnly()), "-Dculebra.cuda.blas=none");
        assertEquals(
                "cuBLAS    not wanted (culebra.cuda.blas=none): Culebra's own kernel multiplies matrices, more slowly",
                jvm.output().get(2));
        assertEquals(3, jvm.output().size());
    }

    @Test
    void brokenBlas() throws Exception {
        Files.createFile(driverOnly().resolve("libcublas.so.13"));
        OtherJvm jvm = OtherJvm.devices(Map.of(), List.of(), NATIVE, path(folder));
        assertTrue(jvm.output().contains("  tried   " + folder.resolve("libcublas.so.13") + ": file too short"),
                jvm.output()::toString);
    }

    @Test
    void jcudaAskedForAndAbsent() throws Exception {
        OtherJvm jvm =
                OtherJvm.devices(Map.of(), List.of(), NATIVE, path(driverOnly()), "-Dculebra.cuda.provider=jcuda");
        assertTrue(jvm.output().getFirst().startsWith("CUDA      JCuda was asked for and cannot be loaded: "),
                jvm.output()::toString);
        assertTrue(jvm.output().getFirst().contains("jcuda"), jvm.output()::toString);
        assertEquals(List.of(), jvm.errors());
    }

    @Test
    void jcudaWithoutItsNativeLibrary() throws Exception {
        OtherJvm jvm = OtherJvm.devices(Map.of(), JCUDA, NATIVE, path(driverOnly()), "-Dculebra.cuda.provider=jcuda",
                "-Djava.io.tmpdir=" + folder); // where JCuda would find what another program has unpacked
        assertTrue(jvm.output().getFirst().startsWith("CUDA      JCuda was asked for and cannot be loaded: "),
                jvm.output()::toString);
        assertEquals(1, jvm.output().size());
        assertEquals(List.of(), jvm.errors());
    }

    @Test
    void driverWithoutCard() throws Exception {
        OtherJvm jvm =
                OtherJvm.devices(Map.of("CULEBRA_EMULATOR", "init-result=100"), List.of(), NATIVE, path(driverOnly()));
        assertEquals("CUDA      driver " + folder.resolve("libcuda.so.1")
                + ": cuInit: no CUDA-capable device is detected (100, CUDA_ERROR_NO_DEVICE)", jvm.output().getFirst());
    }

    @Test
    void driverBeforeCuda11() throws Exception {
        Path other = Path.of(System.getProperty("java.home"), "lib", "libjava.so");
        Files.copy(other, folder.resolve("libcuda.so.1"));
        OtherJvm jvm = OtherJvm.devices(Map.of(), List.of(), NATIVE, path(folder));
        assertTrue(jvm.output().get(1).contains("lacks cu"), jvm.output()::toString);
    }

    @Test
    void twoCardsOfAnOlderDriver() throws Exception {
        Map<String, String> emulator =
                Map.of("CULEBRA_EMULATOR", "devices=2,driver-version=12.4,compute-capability=8.6");
        OtherJvm jvm = OtherJvm.devices(emulator, List.of(), NATIVE, path(driverOnly()));
        assertTrue(jvm.output().getFirst().startsWith("CUDA      12.4, "), jvm.output()::toString);
        assertTrue(jvm.output().get(1).startsWith("device    cuda:0  "), jvm.output()::toString);
        assertTrue(jvm.output().get(2).matches("device    cuda:1  .*, compute capability 8\\.6, 8\\.0 GiB"),
                jvm.output()::toString);
        assumeTrue(jvm.output().get(3).contains("not found"), "this machine has a cuBLAS of its own");
        assertTrue(jvm.output().contains("  tried   libcublas.so.13: passed over: the driver can do CUDA 12.4"),
                jvm.output()::toString);
    }
}
