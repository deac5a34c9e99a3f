package dev.culebra.cuda.discovery;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Where CUDA's libraries may lie outside the linker's own path, the likeliest first. */
final class Folders {
    private final Host host;

    Folders(Host host) {
        this.host = host;
    }

    /** Where drivers are put that the linker is not told of: by WSL, by containers, by NixOS. */
    List<Path> driver() {
        return switch (host.system()) {
            case LINUX ->
                    Stream.of("usr/lib/wsl/lib", "usr/local/nvidia/lib64", "run/opengl-driver/lib").map(host::path)
                            .toList();
            case WINDOWS -> List.of();
        };
    }

    /** Where toolkits and Python wheels put cuBLAS. */
    List<Path> blas() {
        Stream<Path> toolkits = host.named("CUDA_HOME", "CUDA_PATH").flatMap(this::ofToolkit);
        Stream<Path> installed = switch (host.system()) {
            case LINUX -> matching(host.path("usr/local"), "cuda*").flatMap(this::ofToolkit);
            case WINDOWS -> host.named("ProgramFiles")
                    .flatMap(folder -> matching(folder.resolve("NVIDIA GPU Computing Toolkit").resolve("CUDA"), "v*"))
                    .flatMap(this::ofToolkit);
        };
        return Stream.of(toolkits, installed, sitePackages().flatMap(this::ofWheels)).flatMap(folders -> folders)
                .map(Folders::real).distinct().toList();
    }

    private Stream<Path> ofToolkit(Path toolkit) {
        return switch (host.system()) {
            case LINUX -> Stream.of(toolkit.resolve("lib64"));
            case WINDOWS -> Stream.of(toolkit.resolve("bin").resolve("x64"), toolkit.resolve("bin"));
        };
    }

    private Stream<Path> ofWheels(Path packages) {
        Path nvidia = packages.resolve("nvidia");
        Stream<Path> folders = switch (host.system()) {
            case LINUX -> Stream.of(nvidia.resolve("cu13").resolve("lib"), nvidia.resolve("cublas").resolve("lib"));
            case WINDOWS -> Stream.of(nvidia.resolve("cu13").resolve("bin").resolve("x86_64"),
                    nvidia.resolve("cublas").resolve("bin"));
        };
        return folders.filter(Files::isDirectory);
    }

    private Stream<Path> sitePackages() {
        Stream<Path> environments = host.named("VIRTUAL_ENV", "CONDA_PREFIX");
        return switch (host.system()) {
            case LINUX -> Stream.concat(environments.map(folder -> folder.resolve("lib")), Stream.concat(
                    host.named("HOME").map(home -> home.resolve(".local").resolve("lib")),
                    Stream.of("usr/local/lib", "usr/lib").map(host::path)))
                    .flatMap(lib -> matching(lib, "python3*"))
                    .flatMap(python -> Stream.of(python.resolve("site-packages"), python.resolve("dist-packages")));
            case WINDOWS -> environments.map(folder -> folder.resolve("Lib").resolve("site-packages"));
        };
    }

    /** {@code /usr/local/cuda} is most often a link to another of them. */
    private static Path real(Path folder) {
        try {
            return Files.isDirectory(folder) ? folder.toRealPath() : folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Subfolders of a name, the newest version first. */
    private static Stream<Path> matching(Path folder, String names) {
        if (!Files.isDirectory(folder) || !Files.isReadable(folder)) {
            return Stream.empty();
        }
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, names)) {
            entries.forEach(found::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        found.sort(Comparator.comparing(Path::toString).reversed());
        return found.stream();
    }
}
