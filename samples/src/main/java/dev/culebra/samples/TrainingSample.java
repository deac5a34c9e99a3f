package dev.culebra.samples;

import dev.culebra.engine.Tensor;
import dev.culebra.nn.Layer;
import dev.culebra.nn.data.DataLoader;
import dev.culebra.nn.io.Safetensors;
import dev.culebra.nn.train.DivergedException;
import dev.culebra.nn.train.EpochReport;
import dev.culebra.nn.train.State;
import dev.culebra.nn.train.Trainer;
import dev.culebra.nn.train.TrainingListener;
import dev.culebra.samples.show.Figures;
import dev.culebra.samples.show.Screen;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import picocli.CommandLine.Option;

/**
 * A lesson that trains. Ctrl-C ends the training but not the lesson, which reports what was learnt so far; {@code --save}
 * keeps it in a file.
 *
 * <pre>{@code
 * @Override
 * protected void train(Screen screen, Figures figures) {
 *     Trained plain = fit("plain", new Trainer(model, loss, sgd, Metric.accuracy()), images, others, 5);
 *     figures.put("accuracy", plain.accuracy());
 * }
 * }</pre>
 */
public abstract class TrainingSample extends Sample {

    @Option(names = "--save", paramLabel = "FILE",
            description = "Saves what was learnt as a safetensors file, also after Ctrl-C.")
    private Optional<Path> save = Optional.empty();

    private State learnt = State.empty();
    private Optional<FailureException> failure = Optional.empty();
    private boolean told;

    /** For the lessons themselves. */
    protected TrainingSample() {}

    /**
     * Does what the lesson is there to show.
     *
     * @param screen where it writes
     * @param figures takes the final figures, for {@code --json}
     * @throws UsageException if what the user asks for cannot be done
     */
    protected abstract void train(Screen screen, Figures figures);

    @Override
    protected final void run(Screen screen, Figures figures) {
        save.ifPresent(file -> OutputFile.check("--save", file));
        try {
            train(screen, figures);
        } finally {
            learnt.close();
        }
        save.ifPresent(file -> screen.println("Weights  saved as " + file));
        if (failure.isPresent()) {
            throw failure.get();
        }
    }

    /**
     * Trains until all epochs are done or the user presses Ctrl-C. Where the loss becomes infinite, the model is what it was
     * after the last finished epoch, and the lesson fails when it has shown that.
     *
     * @param name of the model among those of the lesson; empty if it is the only one
     * @param judges what the model is judged by after each epoch, and in the end
     */
    protected final Trained fit(String name, Trainer trainer, DataLoader train, DataLoader judges, int epochs,
            TrainingListener... listeners) {
        TrainingListener all = TrainingListener.of(TrainingListener.of(listeners), untilInterrupted());
        List<EpochReport> reports;
        try {
            reports = trainer.fit(train, Optional.of(judges), epochs, all);
        } catch (DivergedException e) {
            reports = e.finished();
            failure = Optional.of(new FailureException(e.getMessage() + "; a smaller learning rate may help"));
        }
        learnt(name, trainer.model());
        return new Trained(reports, trainer.evaluate(judges));
    }

    /** Keeps the parameters and buffers of a model, under its name and theirs. */
    protected final void learnt(String name, Layer model) {
        SequencedMap<String, Tensor> tensors = new LinkedHashMap<>();
        model.parameters().forEach((parameter, variable) -> tensors.put(parameter, variable.value()));
        tensors.putAll(model.buffers());
        learnt(name, tensors);
    }

    /** Keeps tensors. The file is written at once: a user who pressed Ctrl-C has little patience. */
    protected final void learnt(String name, SequencedMap<String, Tensor> tensors) {
        save.ifPresent(file -> {
            State copy = State.of(tensors).copy();
            learnt = name.isEmpty() ? copy : learnt.with(name, copy);
            Safetensors.write(file, learnt.tensors());
        });
        if (interrupted() && !told) {
            told = true;
            command().screen().println("Interrupted. This is what was learnt so far:");
        }
    }
}
