package dev.culebra.cuda.discovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.culebra.cuda.discovery.Host.OperatingSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FoldersTest {
    @TempDir
    private Path temporary;
    private Path root;

    @BeforeEach
    void realPath() throws IOException {
        root = temporary.toRealPath();
    }

    private Path folder(String path) throws IOException {
        return Files.createDirectories(root.resolve(path));
    }

    @Test
    void environmentThenToolkitsThenWheels() throws IOException {
        folder("opt/cuda/lib64");
        folder("usr/local/cuda-12.4/lib64");
        folder("usr/local/cuda-13.0/lib64");
        Files.createSymbolicLink(root.resolve("usr/local/cuda"), root.resolve("usr/local/cuda-13.0"));
        folder("home/.local/lib/python3.11/site-packages/nvidia/cublas/lib");
        folder("venv/lib/python3.12/site-packages/nvidia/cu13/lib");
        Map<String, String> environment = Map.of("CUDA_HOME", root.resolve("opt/cuda").toString(), "HOME",
                root.resolve("home").toString(), "VIRTUAL_ENV", root.resolve("venv").toString());

        List<Path> folders = new Folders(new Host(OperatingSystem.LINUX, root, environment)).blas();

        assertEquals(
                List.of("opt/cuda/lib64", "usr/local/cuda-13.0/lib64", "usr/local/cuda-12.4/lib64",
                        "venv/lib/python3.12/site-packages/nvidia/cu13/lib",
                        "home/.local/lib/python3.11/site-packages/nvidia/cublas/lib"),
                folders.stream().map(folder -> root.relativize(folder).toString()).toList());
    }

    @Test
    void windowsNames() throws IOException {
        folder("Programs/NVIDIA GPU Computing Toolkit/CUDA/v12.4");
        folder("Programs/NVIDIA GPU Computing Toolkit/CUDA/v13.0");
        folder("venv/Lib/site-packages/nvidia/cu13/bin/x86_64");
        Map<String, String> environment = Map.of("CUDA_PATH", root.resolve("cuda").toString(), "ProgramFiles",
                root.resolve("Programs").toString(), "VIRTUAL_ENV", root.resolve("venv").toString());

        List<Path> folders = new Folders(new Host(OperatingSystem.WINDOWS, root, environment)).blas();

        String toolkits = "Programs/NVIDIA GPU Computing Toolkit/CUDA/";
        assertEquals(
                List.of("cuda/bin/x64", "cuda/bin", toolkits + "v13.0/bin/x64", toolkits + "v13.0/bin",
                        toolkits + "v12.4/bin/x64", toolkits + "v12.4/bin",
                        "venv/Lib/site-packages/nvidia/cu13/bin/x86_64"),
                folders.stream().map(folder -> root.relativize(folder).toString()).toList());
    }

    @Test
    void libraryNames() {
        assertEquals(List.of("libcuda.so.1"), OperatingSystem.LINUX.driverNames());
        assertEquals(List.of("nvcuda.dll"), OperatingSystem.WINDOWS.driverNames());
        assertEquals("libcublas.so.13", OperatingSystem.LINUX.fileName("cublas", 13));
        assertEquals("libcublasLt.so.12", OperatingSystem.LINUX.fileName("cublasLt", 12));
        assertEquals("cublas64_13.dll", OperatingSystem.WINDOWS.fileName("cublas", 13));
        assertEquals("cublasLt64_12.dll", OperatingSystem.WINDOWS.fileName("cublasLt", 12));
    }

    @Test
    void nothingInstalledNothingListed() {
        assertEquals(List.of(), new Folders(new Host(OperatingSystem.LINUX, root, Map.of())).blas());
        assertEquals(List.of(), new Folders(new Host(OperatingSystem.WINDOWS, root, Map.of())).blas());
    }

    /** What another user keeps to himself is not there for us. */
    @Test
    void passesOverFoldersThatCannotBeRead() throws IOException {
        Path locked = folder("home/.local/lib");
        Map<String, String> environment = Map.of("HOME", root.resolve("home").toString());
        Files.setPosixFilePermissions(locked, Set.of());
        try {
            assumeFalse(Files.isReadable(locked), "this user may read everything");
            assertEquals(List.of(), new Folders(new Host(OperatingSystem.LINUX, root, environment)).blas());
        } finally {
            Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("rwx------"));
        }
    }
}
