package dev.culebra.samples.devices;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.culebra.cuda.KernelSource;
import dev.culebra.cuda.discovery.Attempt;
import dev.culebra.cuda.discovery.CudaSettings;
import dev.culebra.cuda.discovery.Discovery;
import dev.culebra.engine.Device;
import dev.culebra.samples.Main;
import dev.culebra.samples.Run;
import dev.culebra.samples.show.Figures;
import dev.culebra.samples.show.Glyphs;
import dev.culebra.samples.show.Screen;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DevicesSampleTest {
    private static final Path EMULATOR = Path.of("..", "native", "target", "emulator").toAbsolutePath().normalize();

    @TempDir
    private Path directory;

    @AfterEach
    void forget() {
        List.of(CudaSettings.FOLDER, CudaSettings.PROVIDER, CudaSettings.BLAS, Device.PROPERTY)
                .forEach(System::clearProperty);
    }

    private static void useEmulator() {
        assumeTrue(Files.exists(EMULATOR.resolve("libcuda.so.1")),
                () -> "no emulated driver in " + EMULATOR + ": it is built where there is a C++ compiler (g++)");
        System.setProperty(CudaSettings.FOLDER, EMULATOR.toString());
    }

    private JsonObject figures(Run run) throws IOException {
        assertEquals("", run.err());
        assertEquals(0, run.code());
        return JsonParser.parseString(Files.readString(directory.resolve("devices.json"))).getAsJsonObject();
    }

    private Run devices() {
        return Run.of("devices", "--json", directory.resolve("devices.json").toString());
    }

    /** Not by a search: a test before this one may have loaded the emulated driver, and the linker would find that. */
    @Test
    void explainsWhyThereIsNoCard() {
        var out = new StringWriter();
        var figures = new Figures();
        DevicesSample.show(new Discovery.Missing("no NVIDIA driver", List.of(
                new Attempt("/opt/cuda", "no libcuda.so.1"),
                new Attempt("libcuda.so.1", "cannot open shared object file: No such file or directory"))),
                new Screen(new PrintWriter(out, true), false, Glyphs.ASCII), figures);
        String cpu = Device.of("cpu").backend().description();
        assertTrue(out.toString().startsWith("""
                CUDA      no NVIDIA driver
                  tried   /opt/cuda: no libcuda.so.1
                  tried   libcuda.so.1: cannot open shared object file: No such file or directory
                CPU       %s""".formatted(cpu)), out::toString);
        JsonObject json = JsonParser.parseString(figures.toJson()).getAsJsonObject();
        assertFalse(json.get("cuda").getAsBoolean());
        assertEquals("no NVIDIA driver", json.get("cudaReason").getAsString());
        assertEquals("/opt/cuda: no libcuda.so.1", json.getAsJsonArray("cudaTried").get(0).getAsString());
        assertEquals(cpu, json.get("cpu").getAsString());
    }

    /** In a JVM of its own: in this one the device may be open. */
    @Test
    void saysWhatIsWrongWithTheBlasThatIsNamed() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("jdk.module.path", "") + File.pathSeparator + System.getProperty("java.class.path"),
                "-Dculebra.device=cpu", "-Dculebra.cpu.blas=atlas", Main.class.getName(), "devices")
                .redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
        String message = "culebra.cpu.blas: accelerate, openblas, mkl, blis, none or a file, not atlas";
        assertTrue(output.contains("CPU       " + message), output);
        assertTrue(output.contains("standard  " + message), output);
    }

    @Test
    void namesCardLibrariesAndKernels() throws IOException {
        useEmulator();
        Run run = devices();
        JsonObject figures = figures(run);
        assertTrue(run.out().contains(", driver " + EMULATOR.resolve("libcuda.so.1") + ", through panama\n"), run::out);
        assertTrue(run.out().contains("\ndevice    cuda:0  "), run::out);
        assertTrue(run.out().contains("\ncuBLAS    " + EMULATOR), run::out);
        assertTrue(run.out().contains("\nkernels   cuda:0  all " + KernelSource.values().length + " files compile"),
                run::out);
        JsonObject card = figures.getAsJsonArray("cards").get(0).getAsJsonObject();
        assertEquals("9.0", card.get("computeCapability").getAsString());
        assertEquals(8L << 30, card.get("bytes").getAsLong());
        assertEquals(0, card.getAsJsonArray("kernelsRefused").size());
        assertTrue(figures.get("cublas").getAsString().startsWith(EMULATOR.toString()), figures::toString);
    }

    @Test
    void saysThatCublasIsNotWanted() throws IOException {
        useEmulator();
        System.setProperty(CudaSettings.BLAS, "none");
        JsonObject figures = figures(devices());
        assertFalse(figures.has("cublas"));
        assertEquals("not wanted (culebra.cuda.blas=none)", figures.get("cublasReason").getAsString());
    }

    @Test
    void showsAStandardDeviceThatCannotBeUsed() {
        System.setProperty(Device.PROPERTY, "cuda:99");
        Run run = devices();
        assertEquals(0, run.code());
        assertTrue(run.out().contains("\nstandard  device: cuda:99 cannot be used: "), run::out);
    }

    @ParameterizedTest
    @ValueSource(strings = {CudaSettings.PROVIDER, CudaSettings.BLAS})
    void refusesSettingsThatAreNone(String property) {
        System.setProperty(property, "opencl");
        Run run = devices();
        assertEquals(2, run.code());
        assertTrue(run.err().startsWith("devices: " + property + ": "), run::err);
        assertTrue(run.err().stripTrailing().endsWith(", not opencl"), run::err);
    }
}
