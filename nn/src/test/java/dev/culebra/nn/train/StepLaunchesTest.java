package dev.culebra.nn.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.culebra.cuda.EmulatedDriver;
import dev.culebra.engine.DType;
import dev.culebra.engine.Device;
import dev.culebra.engine.Scope;
import dev.culebra.engine.Shape;
import dev.culebra.engine.Tensor;
import dev.culebra.nn.autograd.Variable;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A step is one launch on the emulated card, for any number of parameters in any number of groups. */
@Tag("card")
class StepLaunchesTest {
    static Stream<Named<Function<List<ParameterGroup>, Optimizer>>> optimizers() {
        return Stream.of(
                Named.of("sgd", groups -> new Sgd(groups, new Sgd.Settings(0.1).momentum(0.9).decay(0.1))),
                Named.of("adam", groups -> new Adam(groups, AdamSettings.ofAdam())),
                Named.of("adamw", groups -> new AdamW(groups, AdamSettings.ofAdamW())),
                Named.of("rmsprop", groups -> new RmsProp(groups, RmsProp.Settings.standard())));
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void aStepIsOneLaunch(Function<List<ParameterGroup>, Optimizer> made) {
        assumeFalse(System.getProperty(Device.PROPERTY, "").matches("cuda(:\\d+)?"), "a process has one driver");
        EmulatedDriver driver = EmulatedDriver.folder().map(EmulatedDriver::in).orElseGet(() -> abort(
                "no emulated driver is built"));
        Device card = Device.of("cuda-emulated");
        List<Variable> parameters = IntStream.rangeClosed(1, 40).mapToObj(i -> Variable.parameter(Tensor.full(Shape.of(
                i, 3), 1, DType.F32, card))).toList();
        List<ParameterGroup> groups = List.of(ParameterGroup.of(parameters.subList(0, 20)), ParameterGroup.of("more",
                ParameterGroup.of(parameters.subList(20, 40)).parameters()).rateFactor(0.5).decay(0.3));
        try (Optimizer optimizer = made.apply(groups); Scope _ = Scope.open()) {
            for (Variable parameter : parameters) {
                parameter.square().sum().backward();
            }
            card.backend().synchronize(); // a launch is counted when it runs
            long before = driver.launches();
            optimizer.step();
            card.backend().synchronize();
            assertEquals(1, driver.launches() - before);
        } finally {
            parameters.forEach(Variable::close);
        }
    }
}
