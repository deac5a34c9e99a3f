package dev.culebra.nn.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.culebra.engine.Device;
import dev.culebra.engine.Scope;
import dev.culebra.engine.Tensor;
import dev.culebra.nn.autograd.Variable;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/**
 * Every operator's values and gradients, and whole trainings, against answers that PyTorch computed in double precision. The
 * cases are those of all files in the folder that {@code -Dculebra.golden} names, else those among the test resources; they
 * run on the device that {@code -Dculebra.device} names. An operator that is not known fails.
 */
@Tag("card")
class GoldenTest {
    private static final AtomicInteger CASES = new AtomicInteger();
    private static final AtomicInteger OUTPUTS = new AtomicInteger();
    private static final AtomicInteger GRADIENTS = new AtomicInteger();
    private static final AtomicInteger TRAININGS = new AtomicInteger();

    @TestFactory
    Stream<DynamicNode> cases() throws IOException, URISyntaxException {
        List<DynamicNode> tests = new ArrayList<>();
        for (Path file : files()) {
            for (GoldenCase golden : new GoldenFile(file).cases()) {
                tests.add(test(golden));
            }
        }
        assertFalse(tests.isEmpty(), "no cases in " + folder());
        return tests.stream();
    }

    @AfterAll
    static void count() throws URISyntaxException {
        System.out.printf("golden: %d cases passed on %s: %d outputs, %d gradients, %d trainings; from %s%n",
                CASES.get(),
                Device.standard(), OUTPUTS.get(), GRADIENTS.get(), TRAININGS.get(), folder());
    }

    private static Path folder() throws URISyntaxException {
        String named = System.getProperty("culebra.golden");
        if (named != null) {
            return Path.of(named);
        }
        return Path.of(GoldenTest.class.getResource("/golden/abs.safetensors").toURI()).getParent();
    }

    private static List<Path> files() throws IOException, URISyntaxException {
        try (Stream<Path> files = Files.list(folder())) {
            return files.filter(file -> file.toString().endsWith(".safetensors")).sorted().toList();
        }
    }

    private static DynamicTest test(GoldenCase golden) {
        return dynamicTest(golden.toString(), () -> {
            if (golden.operator().equals("train")) {
                TrainingRun.check(golden);
                TRAININGS.incrementAndGet();
            } else {
                check(golden);
            }
            CASES.incrementAndGet();
        });
    }

    private static void check(GoldenCase golden) {
        Operator operator = Operators.BY_NAME.get(golden.operator());
        assertTrue(operator != null, "the operator is not known");
        assertEquals(1, golden.outputs(), "outputs");
        try (Scope _ = Scope.open()) {
            Variable[] inputs = golden.variables();
            try {
                Variable output = operator.of(golden.attributes(), inputs);
                golden.tolerance().check("output", golden.needed("out.0"), output.value());
                OUTPUTS.incrementAndGet();
                Optional<Tensor> upstream = golden.tensor("grad_out.0");
                if (upstream.isPresent()) {
                    output.backward(upstream.get());
                    checkGradients(golden, inputs);
                }
            } finally {
                List.of(inputs).forEach(Variable::close);
            }
        }
    }

    private static void checkGradients(GoldenCase golden, Variable... inputs) {
        for (int k = 0; k < inputs.length; k++) {
            Optional<Tensor> want = golden.tensor("grad_in." + k);
            if (want.isPresent()) {
                Optional<Tensor> got = inputs[k].gradient();
                assertTrue(got.isPresent(), "input " + k + " has no gradient");
                golden.tolerance().check("gradient of input " + k, want.get(), got.get());
                GRADIENTS.incrementAndGet();
            }
        }
    }
}
