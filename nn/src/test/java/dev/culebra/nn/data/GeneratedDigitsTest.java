package dev.culebra.nn.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

class GeneratedDigitsTest {

    private static final GeneratedDigits DIGITS = new GeneratedDigits(1);

    @Test
    void anImageDependsOnSeedAndNumberAlone() {
        LabelledImages many = DIGITS.draw(0, 1000);
        LabelledImages few = DIGITS.draw(517, 3);
        assertArrayEquals(many.range(517, 520).pixels(), few.pixels());
        assertArrayEquals(many.range(517, 520).labels(), few.labels());
        assertFalse(Arrays.equals(few.pixels(), new GeneratedDigits(2).draw(517, 3).pixels()));
    }

    /** Results are reported on these images: whoever changes them makes such results incomparable. */
    @Test
    void staysTheSame() {
        LabelledImages images = DIGITS.draw(0, 500);
        var crc = new CRC32();
        crc.update(images.pixels());
        crc.update(images.labels());
        assertEquals("639e4784", Long.toHexString(crc.getValue()));
    }

    @Test
    void everyTenImagesShowTheTenDigits() {
        LabelledImages images = DIGITS.draw(30, 200);
        for (int i = 0; i < 200; i += 10) {
            byte[] labels = images.range(i, i + 10).labels();
            Arrays.sort(labels);
            assertArrayEquals(new byte[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, labels);
        }
    }

    @Test
    void everyImageHasInkAndBackground() {
        LabelledImages images = DIGITS.draw(0, 5000);
        for (int i = 0; i < images.count(); i++) {
            int inked = 0;
            for (int pixel = 0; pixel < images.pixelsPerImage(); pixel++) {
                inked += (images.pixels()[i * images.pixelsPerImage() + pixel] & 0xff) > 127 ? 1 : 0;
            }
            assertTrue(inked > 10 && inked < 500, "image %d has %d inked pixels".formatted(i, inked));
        }
    }

    /** The mean image of each digit recognises far more than one in ten, and far from all. */
    @Test
    void meansRecogniseManyButNotAll() {
        Digits digits = Digits.generated(3, 5000, 2000);
        double[][] means = means(digits.train());
        int right = 0;
        for (int i = 0; i < digits.test().count(); i++) {
            right += nearest(means, digits.test(), i) == digits.test().label(i) ? 1 : 0;
        }
        double accuracy = right / (double) digits.test().count();
        assertTrue(accuracy > .5 && accuracy < .9, "accuracy " + accuracy);
    }

    @Test
    void trainAndTestDoNotDependOnEachOthersSize() {
        Digits small = Digits.generated(5, 10, 20);
        Digits large = Digits.generated(5, 30, 40);
        assertArrayEquals(small.train().pixels(), large.train().range(0, 10).pixels());
        assertArrayEquals(small.test().pixels(), large.test().range(0, 20).pixels());
        assertFalse(Arrays.equals(small.train().pixels(), large.test().range(0, 10).pixels()));
    }

    @Test
    void drawsNoneAndRefusesLess() {
        assertEquals(0, DIGITS.draw(0, 0).count());
        assertThrows(IllegalArgumentException.class, () -> DIGITS.draw(0, -1));
        assertThrows(IllegalArgumentException.class, () -> DIGITS.draw(-1, 1));
        assertThrows(IllegalArgumentException.class, () -> DIGITS.draw(0, Integer.MAX_VALUE));
    }

    private static double[][] means(LabelledImages images) {
        double[][] means = new double[10][images.pixelsPerImage()];
        for (int i = 0; i < images.pixels().length; i++) {
            int image = i / images.pixelsPerImage();
            means[images.label(image)][i % images.pixelsPerImage()] +=
                    (images.pixels()[i] & 0xff) / (images.count() / 10.0);
        }
        return means;
    }

    private static int nearest(double[][] means, LabelledImages images, int image) {
        double[] distances = new double[means.length];
        for (int digit = 0; digit < means.length; digit++) {
            for (int pixel = 0; pixel < images.pixelsPerImage(); pixel++) {
                double value = images.pixels()[image * images.pixelsPerImage() + pixel] & 0xff;
                distances[digit] += Math.pow(value - means[digit][pixel], 2);
            }
        }
        int nearest = 0;
        for (int digit = 1; digit < means.length; digit++) {
            nearest = distances[digit] < distances[nearest] ? digit : nearest;
        }
        return nearest;
    }
}
