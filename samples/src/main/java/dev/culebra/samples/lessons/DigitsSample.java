package dev.culebra.samples.lessons;

import dev.culebra.engine.Device;
import dev.culebra.nn.data.Digits;
import dev.culebra.samples.Sample;
import dev.culebra.samples.show.DigitArt;
import dev.culebra.samples.show.Figures;
import dev.culebra.samples.show.Screen;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Draft. */
@Command(name = "digits", description = "Teaches a network to read handwritten digits.")
public final class DigitsSample extends Sample {

    @Mixin
    private DigitsData data = new DigitsData();

    /** For the command. */
    public DigitsSample() {}

    @Override
    protected void run(Screen screen, Figures figures) {
        screen.println("Device " + Device.standardReason());
        Digits digits = data.load(seed(), screen);
        new DigitArt(screen.glyphs()).imageBesideOutputs(digits.test(), 0, new float[10]).forEach(screen::println);
    }
}
