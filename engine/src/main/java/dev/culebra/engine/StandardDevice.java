package dev.culebra.engine;

import dev.culebra.engine.cuda.CudaDevices;
import dev.culebra.engine.expr.Expr;
import java.util.Optional;

/**
 * The best device of this host when none is named: its first NVIDIA card, else the processor. Nobody asked for the card, so it
 * must first compute something right; where it does not, the processor serves, and says why.
 *
 * @param device what was chosen
 * @param why in a clause
 */
record StandardDevice(Device device, String why) {
    private static final System.Logger LOGGER = System.getLogger(StandardDevice.class.getName());
    private static final String CARD = "cuda:0";
    private static final String PROCESSOR = "cpu";

    private static final int ROWS = 5;
    private static final int COLUMNS = 7;
    private static final Expr BEND = Expr.input(0).mul(Expr.input(1)).tanh();

    static StandardDevice choose() {
        Optional<String> missing = CudaDevices.missing();
        if (missing.isPresent()) {
            return new StandardDevice(DeviceRegistry.device(PROCESSOR), missing.get());
        }
        try {
            Device card = DeviceRegistry.device(CARD);
            compute(card);
            return new StandardDevice(card, "-D" + Device.PROPERTY + "=cpu uses the processor");
        } catch (RuntimeException e) { // whatever is wrong with a card that nobody asked for
            String trouble = "the card cannot be used: " + e.getMessage();
            LOGGER.log(System.Logger.Level.WARNING, "device: " + trouble, e);
            return new StandardDevice(DeviceRegistry.device(PROCESSOR), trouble);
        }
    }

    /** A function, a product, a sum and a softmax, against the processor's. */
    private static void compute(Device card) {
        try (Scope _ = Scope.open()) {
            float[] theirs = results(card);
            float[] ours = results(DeviceRegistry.device(PROCESSOR));
            for (int i = 0; i < ours.length; i++) {
                if (!(Math.abs(theirs[i] - ours[i]) <= tolerance())) {
                    throw new DeviceException("device: %s computed %s where %s is right".formatted(card, theirs[i],
                            ours[i]));
                }
            }
        }
    }

    /** Ten roundings of numbers up to 8, and as much again if the card's products are set to a lower precision. */
    private static double tolerance() {
        return Precision.current() == Precision.F32 ? 10 * 8 * 0x1p-24 : 10 * 8 * 0x1p-8;
    }

    private static float[] results(Device device) {
        var random = new RandomStream(1);
        Tensor x = Tensor.random(new Distribution.Uniform(-1, 1), Shape.of(ROWS, COLUMNS), DType.F32, random, device);
        Tensor bent = x.map(BEND, x.add(1));
        Tensor product = bent.matmul(x.transpose());
        return Tensor.concat(0, product.softmax(1).flatten(), product.sum(0)).toFloats();
    }
}
