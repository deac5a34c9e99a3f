package dev.culebra.engine.cpu.random;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NormalQuantileTest {
    /** Quantiles from 40-digit arithmetic: the middle, both sides of the border at 0.075, and the tails. */
    @ParameterizedTest
    @CsvSource({"0.5, 0", "0.4, 0.2533471031357997988", "0.25, 0.6744897501960817432", "0.075, 1.4395314709384559153",
        "0.07, 1.4757910281791707352", "0.025, 1.9599639845400542355", "1e-3, 3.0902323061678135415",
        "1e-6, 4.7534243088228989482", "1e-9, 5.9978070150076868716", "1e-11, 6.7060231554951362873",
        "1e-12, 7.0344838253011319298", "1e-15, 7.941345326170996781"})
    void agreesWithExactQuantiles(double t, double quantile) {
        // The paper states an accuracy of about 1 in 10^16; a dozen operations round on top of it.
        assertEquals(quantile, NormalQuantile.upper(t), 16 * Math.ulp(quantile));
        if (t >= 0x1p-33) {
            // 1 in 10^7, and again a dozen roundings. Rounding t moves the quantile by far less.
            double roundedT = (float) t;
            assertEquals(NormalQuantile.upper(roundedT), NormalQuantile.upper((float) t),
                    16 * Math.ulp((float) quantile));
        }
    }

    @Test
    void takesLogarithmsAsAccuratelyAsTheirTypeAllows() {
        for (double t = 0.5; t >= 0x1p-54; t *= 0.37) {
            double exact = Math.log(t);
            assertEquals(exact, NormalQuantile.log(t), 2 * Math.ulp(exact), "log " + t);
            double exactFloat = Math.log((float) t);
            assertEquals(exactFloat, NormalQuantile.log((float) t), 2 * Math.ulp((float) exactFloat), "log " + t);
        }
    }
}
