package dev.culebra.nn.train;

import java.util.List;

/** Hands everything on to others. */
record SeveralListeners(List<TrainingListener> listeners) implements TrainingListener {
    @Override
    public void stepping(long steps) {
        listeners.forEach(listener -> listener.stepping(steps));
    }

    @Override
    public void stepped(StepReport step) {
        listeners.forEach(listener -> listener.stepped(step));
    }

    @Override
    public boolean goesOn(StepReport step) {
        boolean goesOn = true;
        for (TrainingListener listener : listeners) {
            goesOn &= listener.goesOn(step);
        }
        return goesOn;
    }

    @Override
    public boolean goesOn(EpochReport epoch) {
        boolean goesOn = true;
        for (TrainingListener listener : listeners) {
            goesOn &= listener.goesOn(epoch);
        }
        return goesOn;
    }

    @Override
    public void ended(List<EpochReport> epochs) {
        listeners.forEach(listener -> listener.ended(epochs));
    }
}
