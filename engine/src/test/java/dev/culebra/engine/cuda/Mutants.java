package dev.culebra.engine.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.culebra.cuda.CudaException;
import dev.culebra.cuda.EmulatedDriver;
import dev.culebra.engine.Device;
import dev.culebra.engine.Scope;
import dev.culebra.engine.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** A kernel of ours, an operation that runs it, and what becomes of it when a line is left out. */
record Mutants(String kernel, Function<Device, Tensor> operation) {
    /** Far more than any operation here takes: a loop that has lost its end is ended. */
    private static final long MOST_STEPS = 2_000_000;

    /**
     * Leaves out one line after the other.
     *
     * @param line in which lines to leave out
     * @return what the emulator said of each; empty where it said nothing
     */
    List<String> leavingOutEach(Pattern line) {
        int[] count = {-1};
        assertEquals("", run(text -> {
            PtxText found = PtxText.of(text, kernel);
            count[0] = found.end() == 0 ? count[0] : found.lines(line).size();
            return text;
        }), "the kernel as it is");
        List<String> said = new ArrayList<>();
        for (int n = 0; n < count[0]; n++) {
            said.add(run(PtxText.leavingOut(kernel, line, n)));
        }
        return said;
    }

    /** Runs the operation on a card of its own. What the emulator said in one line. */
    String run(UnaryOperator<String> edit) {
        EmulatedDriver driver = Cards.driver();
        driver.clearFindings();
        driver.set("quiet", 1);
        driver.set("max-steps", MOST_STEPS);
        Cards.Own own = Cards.own();
        try (Scope _ = Scope.open()) {
            Device card = own.device(edit);
            operation.apply(card);
            card.backend().synchronize();
        } catch (CudaException | IndexOutOfBoundsException wrong) {
            // What is wrong with a kernel also shows in the code that the driver answers; here the emulator is asked.
        }
        String said = String.join(" ", driver.findings()).replaceAll(" +", " ");
        own.release();
        driver.clearFindings();
        driver.set("quiet", 0);
        driver.set("max-steps", 1L << 33);
        return said;
    }
}
