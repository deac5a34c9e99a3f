package dev.culebra.bench.compare;

import dev.culebra.bench.peer.Conversation;
import dev.culebra.bench.peer.Library;
import dev.culebra.bench.peer.Question;
import dev.culebra.bench.peer.Work;
import dev.culebra.engine.Device;
import java.io.IOException;
import java.util.List;

/**
 * Culebra without the Vector API, as it computes where that module is missing: in a process of its own, so that code compiled for the
 * one does not serve the other.
 */
final class PlainJava implements Library {
    private static final String LABEL = "Culebra in plain Java";

    private final KnownTensors tensors = new KnownTensors(Device.of("cpu-scalar"));

    private PlainJava() {}

    /** @param args as {@link Conversation#hold} takes them */
    public static void main(String[] args) throws IOException {
        Conversation.hold(args, _ -> new PlainJava());
    }

    static Peer start(boolean tiny, int threads) {
        return Peer.start(LABEL, threads, OwnProcess.command(PlainJava.class, threads, tiny ? "tiny" : "full", "cpu",
                Integer.toString(threads)));
    }

    @Override
    public String version() {
        return tensors.device().backend().description();
    }

    @Override
    public List<String> cases() {
        return List.of("step");
    }

    @Override
    public Work step(Question.Step step) {
        Training training = Training.of(step, tensors);
        return new Work(training.losses(step.checked()), training::step, training::close);
    }
}
