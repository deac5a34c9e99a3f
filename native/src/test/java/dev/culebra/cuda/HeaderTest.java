package dev.culebra.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.culebra.cuda.driver.ContextCalls;
import dev.culebra.cuda.driver.CudaDriver;
import dev.culebra.cuda.driver.DeviceCalls;
import dev.culebra.cuda.driver.EventCalls;
import dev.culebra.cuda.driver.GraphCalls;
import dev.culebra.cuda.driver.MemoryCalls;
import dev.culebra.cuda.driver.ModuleCalls;
import dev.culebra.cuda.driver.PoolCalls;
import dev.culebra.cuda.driver.StreamCalls;
import dev.culebra.cuda.panama.PanamaDriver;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The bindings against the toolkit's own header, on machines that have it: a wrong type would show on a card only. */
class HeaderTest {
    /** Drivers before CUDA 12.8 have it without the suffix only, and those after it too. */
    private static final Set<String> FIRST_VERSIONS = Set.of("cuEventElapsedTime");
    private static final Pattern PROTOTYPE = Pattern.compile("CUresult CUDAAPI (cu\\w+)\\(([^;]*)\\);");
    private static final Pattern RENAMING = Pattern
            .compile("#define (cu\\w+)\\s+(?:__CUDA_API_PT\\w+\\()?(cu\\w+)");

    private static String header() throws IOException {
        Optional<Path> file = Stream.of("CUDA_HOME", "CUDA_PATH").map(System::getenv)
                .flatMap(home -> home == null ? Stream.empty() : Stream.of(Path.of(home)))
                .map(home -> home.resolve("include/cuda.h")).filter(Files::isRegularFile).findFirst()
                .or(() -> Optional.of(Path.of("/usr/local/cuda/include/cuda.h")).filter(Files::isRegularFile));
        assumeTrue(file.isPresent(), "no CUDA toolkit: no cuda.h to compare with");
        return Files.readString(file.get());
    }

    static Stream<Method> calls() {
        return Stream.of(CudaDriver.class, DeviceCalls.class, ContextCalls.class, MemoryCalls.class, PoolCalls.class,
                StreamCalls.class, EventCalls.class, ModuleCalls.class, GraphCalls.class)
                .flatMap(family -> Arrays.stream(family.getMethods()))
                .filter(method -> method.getReturnType() == int.class);
    }

    private static String headerName(Method call) {
        return "cu" + Character.toUpperCase(call.getName().charAt(0)) + call.getName().substring(1);
    }

    @ParameterizedTest
    @MethodSource("calls")
    void parametersAreThoseOfTheHeader(Method call) throws IOException {
        Matcher prototype = PROTOTYPE.matcher(header());
        List<List<Class<?>>> declared = prototype.results().filter(found -> found.group(1).equals(headerName(call)))
                .map(found -> parameters(found.group(2))).toList();
        assertTrue(declared.contains(List.of(call.getParameterTypes())), () -> headerName(call) + ": " + declared);
    }

    private static List<Class<?>> parameters(String text) {
        return text.isBlank() || text.equals("void")
                ? List.of()
                : Arrays.stream(text.split(",")).<Class<?>>map(HeaderTest::type).toList();
    }

    private static Class<?> type(String parameter) {
        String type = parameter.strip().replaceFirst("\\s*\\w+$", "");
        return switch (type) {
            case String pointer when pointer.contains("*") -> MemorySegment.class;
            case "CUoccupancyB2DSize" -> MemorySegment.class;
            case "unsigned char" -> byte.class;
            case "CUdeviceptr_v1" -> int.class; // in the versions that bare names stand for
            case "int", "unsigned int", "CUdevice", "CUresult", "CUstreamCaptureMode" -> int.class;
            case String attribute when attribute.endsWith("_attribute") -> int.class;
            case "size_t", "unsigned long long", "CUdeviceptr", "CUcontext", "CUstream", "CUevent", "CUmodule",
                    "CUfunction", "CUgraph", "CUgraphExec", "CUmemoryPool" -> long.class;
            default -> throw new IllegalArgumentException(parameter);
        };
    }

    @Test
    void namesAreThoseThatTheHeaderRenamesTo() throws IOException {
        Map<String, String> renamed = new HashMap<>();
        RENAMING.matcher(header()).results().forEach(found -> renamed.putIfAbsent(found.group(1), found.group(2)));
        Set<String> expected = new TreeSet<>();
        calls().map(HeaderTest::headerName).forEach(
                name -> expected.add(FIRST_VERSIONS.contains(name) ? name : renamed.getOrDefault(name, name)));
        Set<String> found = new TreeSet<>();
        new PanamaDriver(name -> {
            found.add(name);
            return Optional.of(MemorySegment.ofAddress(16));
        });
        assertEquals(expected, found);
    }
}
