package dev.culebra.samples.lessons;

import dev.culebra.engine.Device;
import dev.culebra.engine.Scope;
import dev.culebra.engine.Shape;
import dev.culebra.engine.Tensor;
import dev.culebra.samples.show.Figures;
import dev.culebra.samples.show.Pictures;
import dev.culebra.samples.show.Plot;
import dev.culebra.samples.show.Screen;

/**
 * Ice creams that a kiosk (an invented one) sold on twelve days, against the day's temperature. So that one learning rate
 * fits both parameters, the temperature goes in as its distance from 20 °C, in tens of degrees.
 */
final class IceCreams {

    private static final double[] CELSIUS = {14, 16, 12, 15, 19, 22, 20, 25, 24, 28, 31, 33};
    private static final double[] SOLD = {21, 33, 16, 30, 41, 52, 40, 62, 55, 77, 89, 94};
    private static final double MIDDLE = 20;
    private static final double TENS = 10;
    private static final double RATE = 0.3;
    private static final int STEPS = 100;
    private static final double[] ENDS = {10, 35};

    void show(Screen screen, Figures figures, Pictures pictures) {
        double[] a;
        try (Scope _ = Scope.open()) {
            Device device = Device.standard();
            int days = CELSIUS.length;
            Tensor tens = Tensor.of(Shape.of(days, 1), CELSIUS).to(device).sub(MIDDLE).mul(1 / TENS);
            Tensor x = Tensor.concat(1, tens, Tensor.full(tens.shape(), 1, tens.dtype(), device));
            Tensor y = Tensor.of(Shape.of(days, 1), SOLD).to(device);
            a = new LineFit(x, y).byAutograd(new double[] {0, 0}, RATE, STEPS).a();
        }
        double perDegree = a[0] / TENS;
        screen.printf("Ice creams: %.1f a day at 20 °C, and %.2f more with every degree: %.0f at 30 °C%n", a[1],
                perDegree, sold(a, 30));
        figures.put("iceCreamsAt20", a[1]);
        figures.put("iceCreamsPerDegree", perDegree);
        pictures.add("ice-creams", "Ice creams sold against the temperature, and the line found.",
                new Plot("Ice creams", "temperature [°C]", "sold [1/day]").yFrom(0).points("days", CELSIUS, SOLD)
                        .line("line found", ENDS, new double[] {sold(a, ENDS[0]), sold(a, ENDS[1])}));
    }

    private static double sold(double[] a, double celsius) {
        return a[0] * (celsius - MIDDLE) / TENS + a[1];
    }
}
