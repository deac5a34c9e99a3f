package dev.culebra.nn.train;

import dev.culebra.engine.Scope;
import dev.culebra.nn.data.Batch;
import dev.culebra.nn.data.DataLoader;
import dev.culebra.nn.data.Epoch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One training of a {@link Trainer}: its epochs and steps, from where the trainer stands. */
final class Fit {
    private final Trainer trainer;
    private final DataLoader train;
    private final Optional<DataLoader> validation;
    private final TrainingListener listener;
    private final List<EpochReport> reports = new ArrayList<>();
    private boolean goesOn = true;

    Fit(Trainer trainer, DataLoader train, Optional<DataLoader> validation, TrainingListener listener) {
        this.trainer = trainer;
        this.train = train;
        this.validation = validation;
        this.listener = listener;
    }

    List<EpochReport> run(int epochs) {
        ModelState model = new ModelState(trainer.model());
        try (State lastFinished = model.state().copy()) {
            while (goesOn && trainer.position().epoch() <= epochs) {
                try {
                    epoch();
                } catch (DivergedException diverged) {
                    model.restore(lastFinished);
                    throw diverged;
                }
                lastFinished.set("trainer", model.state());
            }
        }
        listener.ended(List.copyOf(reports));
        return List.copyOf(reports);
    }

    /** What is left of an epoch, and its report if it was finished. */
    private void epoch() {
        long start = System.nanoTime();
        Position begun = trainer.position();
        boolean finished;
        int taken = Math.min(begun.step() * trainer.accumulated(), train.batches());
        try (Epoch batches = train.epoch(begun.epoch() - 1, trainer.device(), taken)) {
            while (goesOn && batches.hasNext()) {
                goesOn = step(batches);
            }
            finished = !batches.hasNext();
        }
        if (finished) {
            double seconds = (System.nanoTime() - start) * 1e-9;
            Position reached = trainer.position();
            EpochReport report = new EpochReport(reached.epoch(), reached.loss() / reached.examples(), validation.map(
                    trainer::evaluate), seconds);
            reports.add(report);
            trainer.position(reached.nextEpoch());
            goesOn &= listener.goesOn(report);
        }
    }

    /** One step, of several batches perhaps; whether the training goes on. */
    private boolean step(Epoch batches) {
        try (Scope _ = Scope.open()) {
            Position before = trainer.position();
            listener.stepping(before.steps());
            trainer.optimizer().clearGradients();
            Share share = gradients(batches, Math.min(trainer.accumulated(), batches.batches() - batches.taken()));
            StepReport report = new StepReport(before.epoch(), before.step() + 1, Math.ceilDiv(batches.batches(),
                    trainer.accumulated()), share.loss, share.examples);
            if (!Double.isFinite(share.loss)) {
                throw new DivergedException(report, reports);
            }
            trainer.update();
            trainer.position(before.stepped(share.loss, share.examples));
            listener.stepped(report);
            return listener.goesOn(report);
        }
    }

    /** Mean loss over the examples of a step. */
    private record Share(double loss, int examples) {}

    private Share gradients(Epoch batches, int together) {
        double sum = 0;
        int examples = 0;
        for (int i = 0; i < together; i++) {
            try (Batch batch = batches.next()) {
                double loss = trainer.gradient(batch, together);
                if (together == 1) {
                    return new Share(loss, batch.size());
                }
                sum += loss * batch.size();
                examples += batch.size();
            }
        }
        return new Share(sum / examples, examples);
    }
}
