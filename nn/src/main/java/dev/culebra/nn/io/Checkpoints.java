package dev.culebra.nn.io;

import dev.culebra.engine.Device;
import dev.culebra.nn.data.DataException;
import dev.culebra.nn.train.EpochReport;
import dev.culebra.nn.train.Goal;
import dev.culebra.nn.train.State;
import dev.culebra.nn.train.Stateful;
import dev.culebra.nn.train.StepReport;
import dev.culebra.nn.train.Trainer;
import dev.culebra.nn.train.TrainingListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Writes {@linkplain Checkpoint checkpoints} of a training into a folder: after every epoch, and perhaps between; keeps the last
 * ones, and the best. A program that is killed goes on with the newest when it is started again:
 *
 * <pre>{@code
 * Checkpoints checkpoints = Checkpoints.of(trainer, folder).keepLast(3).keepBest(Goal.largest("accuracy"));
 * checkpoints.resume();
 * trainer.fit(train, Optional.of(valid), 20, checkpoints);
 * }</pre>
 *
 * <p>The files are {@code step-0000000120.safetensors} after 120 steps, and {@code best.safetensors}. Among
 * {@linkplain TrainingListener#of several listeners} this one comes last, so that it writes what the others have noted.
 */
public final class Checkpoints implements TrainingListener, Stateful {
    private static final String NAME = "checkpoints";
    private static final String BEST = "best.safetensors";
    private static final Pattern OF_STEP = Pattern.compile("step-\\d{10}\\.safetensors");

    private final Trainer trainer;
    private final Path folder;
    private int kept = 1;
    private long every = Long.MAX_VALUE;
    private Optional<Goal> goal = Optional.empty();
    private double best = Double.NaN;
    private long steps;
    private boolean begun;

    private Checkpoints(Trainer trainer, Path folder) {
        this.trainer = trainer;
        this.folder = folder;
    }

    /**
     * Checkpoints after each epoch, of which the newest is kept.
     *
     * @param trainer gets a part {@code checkpoints}
     * @param folder is made when it is needed
     * @throws IllegalArgumentException if the trainer has checkpoints already
     */
    public static Checkpoints of(Trainer trainer, Path folder) {
        Checkpoints checkpoints = new Checkpoints(trainer, folder);
        trainer.with(NAME, checkpoints);
        return checkpoints;
    }

    /**
     * Keeps some of the newest.
     *
     * @param count at least 1
     * @return these
     */
    public Checkpoints keepLast(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("checkpoints: at least 1 must be kept, not " + count);
        }
        kept = count;
        return this;
    }

    /**
     * Keeps that of the best epoch, too.
     *
     * @return these
     */
    public Checkpoints keepBest(Goal by) {
        goal = Optional.of(by);
        return this;
    }

    /**
     * Writes one after so many steps, too, counted over all epochs.
     *
     * @param count at least 1
     * @return these
     */
    public Checkpoints everySteps(long count) {
        if (count < 1) {
            throw new IllegalArgumentException("checkpoints: there must be at least 1 step between, not " + count);
        }
        every = count;
        return this;
    }

    /**
     * Restores the trainer from the newest checkpoint after an epoch or step, if there is one.
     *
     * @return whether there was
     * @throws DataException if it cannot be read
     * @throws dev.culebra.nn.train.StateException if it is that of another training
     */
    public boolean resume() {
        Optional<Path> newest = files().stream().reduce((_, later) -> later);
        newest.ifPresent(this::restoreFrom);
        return newest.isPresent();
    }

    /** The checkpoint of the best epoch, if it was asked for and written. */
    public Optional<Path> best() {
        return Optional.of(folder.resolve(BEST)).filter(Files::exists);
    }

    private void restoreFrom(Path file) {
        try (State state = Checkpoint.read(file, Device.of("cpu"))) {
            trainer.restore(state);
        }
    }

    /**
     * Notes how far the training has come.
     *
     * @throws DataException at the first step if the folder has checkpoints of later ones, which are another training's
     */
    @Override
    public void stepping(long before) {
        steps = before;
        if (!begun) {
            begun = true;
            checkNoneLater();
        }
    }

    private void checkNoneLater() {
        List<Path> files = files();
        if (!files.isEmpty() && files.getLast().getFileName().toString().compareTo(name()) > 0) {
            throw new DataException(
                    "checkpoints: %s is of a later step than this training has come to (%d): resume, or take another folder"
                            .formatted(files.getLast(), steps));
        }
    }

    private String name() {
        return "step-%010d.safetensors".formatted(steps);
    }

    @Override
    public void stepped(StepReport step) {
        steps++;
        if (steps % every == 0) {
            write();
        }
    }

    @Override
    public boolean goesOn(EpochReport epoch) {
        goal.ifPresent(by -> {
            double value = by.of(epoch);
            if (best().isEmpty() || by.isBetter(value, best)) {
                best = value;
                makeFolder();
                Checkpoint.write(folder.resolve(BEST), trainer.state());
            }
        });
        write();
        return true;
    }

    private void write() {
        makeFolder();
        Checkpoint.write(folder.resolve(name()), trainer.state());
        List<Path> files = files();
        try {
            for (Path old : files.subList(0, Math.max(0, files.size() - kept))) {
                Files.deleteIfExists(old);
            }
        } catch (IOException e) {
            throw new DataException("checkpoints: cannot delete " + e.getMessage(), e);
        }
    }

    private void makeFolder() {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new DataException("checkpoints: cannot make folder " + folder + ": " + e.getMessage(), e);
        }
    }

    /** Checkpoints after steps, oldest first. */
    private List<Path> files() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(file -> OF_STEP.matcher(file.getFileName().toString()).matches()).sorted().toList();
        } catch (IOException e) {
            throw new DataException("checkpoints: cannot list " + folder + ": " + e.getMessage(), e);
        }
    }

    @Override
    public State state() {
        return State.empty().with("best", best).with("steps", steps);
    }

    @Override
    public void restore(State state) {
        best = state.number(NAME, "best").doubleValue();
        steps = state.number(NAME, "steps").longValue();
    }
}
