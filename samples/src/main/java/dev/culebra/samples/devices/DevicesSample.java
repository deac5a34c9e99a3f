package dev.culebra.samples.devices;

import dev.culebra.cuda.DeviceInfo;
import dev.culebra.cuda.discovery.Attempt;
import dev.culebra.cuda.discovery.BlasDiscovery;
import dev.culebra.cuda.discovery.CudaDiscovery;
import dev.culebra.cuda.discovery.CudaSettings;
import dev.culebra.cuda.discovery.Discovery;
import dev.culebra.cuda.discovery.DriverRelease;
import dev.culebra.engine.Device;
import dev.culebra.samples.Sample;
import dev.culebra.samples.UsageException;
import dev.culebra.samples.show.Figures;
import dev.culebra.samples.show.Screen;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine.Command;

/**
 * What this machine can compute on, and what was tried where something is missing: the first thing to look at when a program
 * does not use the card that it should.
 *
 * <pre>{@code
 * mvn -q verify -Dsample=devices -Dargs="--json devices.json"
 * }</pre>
 */
@Command(name = "devices", description = "Says what this machine can compute on, or why not.")
public final class DevicesSample extends Sample {
    private static final String VECTORS = "jdk.incubator.vector";
    private static final String LINE = "%-10s%s";

    /** For the command. */
    public DevicesSample() {}

    @Override
    protected void run(Screen screen, Figures figures) {
        show(discover(), screen, figures);
    }

    static void show(Discovery discovery, Screen screen, Figures figures) {
        discovery.report().forEach(screen::println);
        switch (discovery) {
            case Discovery.Found found -> found(found, screen, figures);
            case Discovery.Missing missing -> {
                figures.put("cuda", false);
                figures.put("cudaReason", missing.reason());
                figures.putTexts("cudaTried", missing.attempts().stream().map(Attempt::toString).toList());
            }
        }
        cpu(screen, figures);
    }

    private static Discovery discover() {
        try {
            return CudaDiscovery.run();
        } catch (IllegalArgumentException e) { // a property has a value that it cannot have
            throw new UsageException(e.getMessage());
        }
    }

    private static void found(Discovery.Found found, Screen screen, Figures figures) {
        String release = DriverRelease.ofThisHost().orElse("unknown");
        screen.println(LINE.formatted("release", "of the driver: " + release));
        figures.put("cuda", true);
        figures.put("cudaVersion", found.version().toString());
        figures.put("driver", found.driverFile());
        figures.put("driverRelease", release);
        figures.put("provider", found.provider().toString());
        switch (found.blas()) {
            case BlasDiscovery.Found blas -> {
                figures.put("cublas", blas.file());
                figures.put("cublasProvider", blas.provider().toString());
                figures.put("cublasLt", blas.lt().isPresent());
            }
            case BlasDiscovery.Missing missing -> {
                figures.put("cublasReason", missing.reason());
                figures.putTexts("cublasTried", missing.attempts().stream().map(Attempt::toString).toList());
            }
        }
        List<Figures> cards = new ArrayList<>();
        for (int ordinal = 0; ordinal < found.devices().size(); ordinal++) {
            KernelCheck kernels = KernelCheck.of(found.cuda(), ordinal);
            screen.println(LINE.formatted("kernels", "cuda:" + ordinal + "  " + kernels));
            cards.add(card(found.devices().get(ordinal), kernels));
        }
        figures.put("cards", cards);
    }

    private static Figures card(DeviceInfo info, KernelCheck kernels) {
        var card = new Figures();
        card.put("name", info.name());
        card.put("computeCapability", info.computeMajor() + "." + info.computeMinor());
        card.put("bytes", info.totalBytes());
        card.put("kernelFiles", kernels.files());
        card.putTexts("kernelsRefused", kernels.refused());
        return card;
    }

    private static void cpu(Screen screen, Figures figures) {
        boolean vectors = ModuleLayer.boot().findModule(VECTORS).isPresent();
        String cpu = orReason(() -> Device.of("cpu").backend().description());
        screen.println(LINE.formatted("CPU", cpu));
        if (!vectors) {
            screen.println(LINE.formatted("", "faster with --add-modules " + VECTORS));
        }
        screen.println(LINE.formatted("Java", Runtime.version() + ", " + System.getProperty("java.vendor") + ", "
                + System.getProperty("os.name") + " " + System.getProperty("os.arch")));
        String standard = orReason(Device::standardReason);
        screen.println(LINE.formatted("standard", standard));
        figures.put("cpu", cpu);
        figures.put("vectorModule", vectors);
        figures.put("java", Runtime.version().toString());
        figures.put("standard", standard);
    }

    private static String orReason(Supplier<String> description) {
        try {
            return description.get();
        } catch (IllegalArgumentException e) { // a property has a value that it cannot have
            return e.getMessage();
        }
    }
}
