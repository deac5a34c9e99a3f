package dev.culebra.engine.cuda;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.culebra.cuda.EmulatedDriver;
import dev.culebra.cuda.discovery.CudaDiscovery;
import dev.culebra.cuda.discovery.CudaSettings;
import dev.culebra.cuda.discovery.Discovery;
import dev.culebra.engine.Device;
import dev.culebra.engine.DeviceException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** The emulated cards, and what they saw. Tests that ask for them are skipped where they are not built. */
final class Cards {
    private static final AtomicInteger OWN = new AtomicInteger();

    private Cards() {}

    static Device emulated() {
        return device("cuda-emulated");
    }

    static Device device(String name) {
        try {
            return Device.of(name);
        } catch (DeviceException missing) {
            assumeTrue(false, missing.getMessage());
            throw missing;
        }
    }

    /** The driver of the emulated cards. */
    static EmulatedDriver driver() {
        emulated();
        return EmulatedDriver.in(CudaDevices.emulator());
    }

    /** An emulated card that nobody else has, and whose context may be lost. */
    record Own(Discovery.Found found, int ordinal) {
        /**
         * The card as a device, opened once.
         *
         * @param edit changes the PTX that it is given
         */
        Device device(UnaryOperator<String> edit) {
            return new CudaBackend("cuda:" + ordinal, found, ordinal, edit).device();
        }

        /** Ends the context of the device, with all that it holds. */
        void release() {
            found.cuda().devices().releasePrimaryContext(found.cuda().devices().device(ordinal));
        }
    }

    static Own own() {
        int ordinal = OWN.incrementAndGet();
        driver().set("devices", ordinal + 1);
        return switch (CudaDiscovery.run(CudaSettings.ofProperties().withFolder(CudaDevices.emulator()))) {
            case Discovery.Found found -> new Own(found, ordinal);
            case Discovery.Missing missing -> fail(String.join("\n", missing.report()));
        };
    }

    /** As {@link #own()}, as a device. */
    static Device own(UnaryOperator<String> edit) {
        return own().device(edit);
    }

    /** The calls of the driver, and products of cuBLAS, that {@code run} makes; those that make a context current left out. */
    static List<String> calls(Runnable run) {
        return allCalls(run).stream().filter(name -> !name.startsWith("cuCtx")).toList();
    }

    /** How much of what {@code run} submits to this thread's stream nobody has waited for when it returns. */
    static long pending(Device card, Runnable run) {
        card.backend().synchronize();
        long others = driver().pendingWork();
        run.run();
        return driver().pendingWork() - others;
    }

    /** The calls of the driver, and products of cuBLAS, that {@code run} makes. */
    static List<String> allCalls(Runnable run) {
        EmulatedDriver driver = driver();
        driver.clearCalls();
        run.run();
        return driver.calls();
    }
}
