package dev.culebra.cuda;

import static java.lang.foreign.ValueLayout.ADDRESS;

import dev.culebra.cuda.driver.CudaDriver;
import dev.culebra.cuda.driver.Result;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * Turns codes into exceptions. The arguments of a call are given as names and numbers and become text only when it has failed,
 * so that checking costs one comparison.
 */
final class Checks {
    private final CudaDriver driver;
    private final ContextHealth health;
    private final LaunchHistory launches = new LaunchHistory();

    Checks(CudaDriver driver) {
        this.driver = driver;
        this.health = new ContextHealth(driver.contexts());
    }

    ContextHealth health() {
        return health;
    }

    LaunchHistory launches() {
        return launches;
    }

    /**
     * @throws CudaException when the current context is lost
     */
    void allow(String call) {
        health.allow(call);
    }

    void check(int code, String call) {
        if (code != Result.SUCCESS) {
            throw failure(code, call, "");
        }
    }

    void check(int code, String call, String name, long value) {
        if (code != Result.SUCCESS) {
            throw failure(code, call, Argument.text(name, value));
        }
    }

    void check(int code, String call, String name1, long value1, String name2, long value2) {
        if (code != Result.SUCCESS) {
            throw failure(code, call, Argument.text(name1, value1) + ", " + Argument.text(name2, value2));
        }
    }

    void check(int code, String call, String name1, long value1, String name2, long value2, String name3, long value3) {
        if (code != Result.SUCCESS) {
            throw failure(code, call, Argument.text(name1, value1) + ", " + Argument.text(name2, value2) + ", "
                    + Argument.text(name3, value3));
        }
    }

    void check(int code, String call, String name1, long value1, String name2, long value2, String name3, long value3,
            String name4, long value4) {
        if (code != Result.SUCCESS) {
            throw failure(code, call, Argument.text(name1, value1) + ", " + Argument.text(name2, value2) + ", "
                    + Argument.text(name3, value3) + ", " + Argument.text(name4, value4));
        }
    }

    CudaException failure(int code, String call, String arguments) {
        String error = errorName(code);
        boolean sticky = Result.isSticky(code);
        String message = call + ": " + errorText(code) + " (" + code + ", " + error + ")"
                + (sticky ? ", perhaps of work submitted before this call" : "")
                + (arguments.isEmpty() ? "" : ": " + arguments) + (sticky ? suspects() : "");
        CudaException failure = new CudaException(call, code, error, message, sticky);
        if (sticky) {
            health.losing(failure);
        }
        return failure;
    }

    /** The driver says which call has learnt of a fault, not which kernel made it. */
    private String suspects() {
        List<String> latest = launches.latest();
        return latest.isEmpty()
                ? ""
                : "; launched last: " + String.join(", ", latest)
                        + "; CUDA_LAUNCH_BLOCKING=1 in the environment makes the kernel's own launch fail";
    }

    private String errorName(int code) {
        return text("no name for this code", pointer -> driver.getErrorName(code, pointer));
    }

    private String errorText(int code) {
        return text("unknown error", pointer -> driver.getErrorString(code, pointer));
    }

    @SuppressWarnings("restricted")
    private static String text(String otherwise, TextCall call) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment pointer = arena.allocate(ADDRESS);
            if (call.into(pointer) != Result.SUCCESS || pointer.get(ADDRESS, 0).equals(MemorySegment.NULL)) {
                return otherwise;
            }
            return pointer.get(ADDRESS, 0).reinterpret(Long.MAX_VALUE).getString(0);
        }
    }

    @FunctionalInterface
    private interface TextCall {
        int into(MemorySegment pointer);
    }
}
