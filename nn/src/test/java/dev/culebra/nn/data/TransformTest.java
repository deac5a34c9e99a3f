package dev.culebra.nn.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.culebra.engine.Device;
import dev.culebra.engine.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TransformTest {

    /** Twelve pictures of 1×5×5, all with one bright pixel in the middle. */
    private static final Pictures DOTS = dots();

    private static Pictures dots() {
        byte[] pixels = new byte[12 * 25];
        for (int i = 0; i < 12; i++) {
            pixels[i * 25 + 12] = (byte) 255;
        }
        return new Pictures(1, 5, 5, List.of("a", "b"), pixels, IntStream.range(0, 12).map(i -> i % 2).toArray());
    }

    @Test
    void shiftsByWholePixels() {
        Set<Integer> places = new HashSet<>();
        for (int epoch = 0; epoch < 30; epoch++) {
            for (float[] dot : changed(epoch, Transform.shift(1))) {
                int place = IntStream.range(0, 25).filter(i -> dot[i] == 1).findFirst().orElseThrow();
                assertEquals(1, total(dot));
                places.add(place);
            }
        }
        assertEquals(Set.of(6, 7, 8, 11, 12, 13, 16, 17, 18), places);
    }

    @Test
    void rotatesAroundTheMiddle() {
        for (float[] dot : changed(0, Transform.rotate(180))) {
            assertEquals(1, dot[12]);
        }
        float[] line = {0, 0, 0, 1, 1, 1, 0, 0, 0};
        var pixels = new Transform.Pixels(1, 3, 3, line);
        Warp.warp(pixels, 0, 1, 0, 0); // a quarter
        assertArrayEquals(new float[] {0, 1, 0, 0, 1, 0, 0, 1, 0}, line);
        float[] corner = {1, 0, 0, 0};
        Warp.warp(new Transform.Pixels(1, 2, 2, corner), 0, 1, 0, 0);
        assertArrayEquals(new float[] {0, 0, 1, 0}, corner, "counter-clockwise");
    }

    @Test
    void flipsEveryOther() {
        byte[] pixels = new byte[1000 * 4];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (i % 4);
        }
        var pictures = new Pictures(1, 2, 2, List.of("a"), pixels, new int[1000]);
        int flipped = 0;
        for (float[] picture : rows(pictures.dataset(1, Transform.flip()))) {
            flipped += picture[0] > 0 ? 1 : 0;
            assertArrayEquals(picture[0] > 0 ? new float[] {1, 0, 3, 2} : new float[] {0, 1, 2, 3},
                    scaled(picture, 255));
        }
        // Five deviations of √(1000/4) around 500.
        assertEquals(500, flipped, 80);
    }

    @Test
    void erasesNoMoreThanItsShare() {
        byte[] pixels = new byte[200 * 3 * 400];
        Arrays.fill(pixels, (byte) 255);
        var pictures = new Pictures(3, 20, 20, List.of("a"), pixels, new int[200]);
        int erased = 0;
        for (float[] picture : rows(pictures.dataset(1, Transform.erase(0.25)))) {
            float missing = 1200 - total(picture);
            erased += missing > 0 ? 1 : 0;
            assertTrue(missing <= 3 * 121, "erased " + missing); // a quarter, each side rounded up
            assertEquals(0, missing % 3, "all channels alike");
        }
        assertTrue(erased > 50 && erased < 150, "erased " + erased);
    }

    @Test
    void normalisesByChannel() {
        var pixels = new Transform.Pixels(3, 1, 1, new float[] {1, 2, 3});
        Transform.normalise(new float[] {1, 1, 1}, new float[] {2, 2, 4}).apply(pixels, new SplitMix(1));
        assertArrayEquals(new float[] {0, 0.5f, 0.5f}, pixels.values());
        Transform.normalise(new float[] {1}, new float[] {0.5f}).apply(pixels, new SplitMix(1));
        assertArrayEquals(new float[] {-2, -1, -1}, pixels.values());
        assertThrows(IllegalArgumentException.class, () -> Transform.normalise(new float[] {1}, new float[] {0}));
        assertThrows(IllegalArgumentException.class, () -> Transform.normalise(new float[] {1}, new float[] {1, 1}));
    }

    @Test
    void seedEpochAndNumberDecide() {
        Transform[] all = {Transform.shift(2), Transform.rotate(20), Transform.flip(), Transform.erase(0.5)};
        float[][] once = changed(3, all);
        assertArrayEquals(once, changed(3, all));
        assertTrue(!Arrays.deepEquals(once, changed(4, all)));
        // Neither order nor company matters.
        try (Batch batch = DOTS.dataset(7, all).inEpoch(3).batch(Device.standard(), 5, 5, 2)) {
            float[] values = batch.inputs().toFloats();
            assertEquals(Shape.of(3, 1, 5, 5), batch.inputs().shape());
            assertArrayEquals(once[5], Arrays.copyOfRange(values, 0, 25));
            assertArrayEquals(once[5], Arrays.copyOfRange(values, 25, 50));
            assertArrayEquals(once[2], Arrays.copyOfRange(values, 50, 75));
            assertArrayEquals(new long[] {1, 1, 0}, batch.targets().toLongs());
        }
    }

    @Test
    void anEpochThatGoesOnIsTheSame() {
        Dataset dots =
                DOTS.dataset(7, Transform.shift(2), Transform.rotate(20)).subset(IntStream.range(0, 11).toArray())
                        .map(batch -> batch);
        for (int prefetch : new int[] {0, 2}) {
            DataLoader loader = DataLoader.of(dots, 3).shuffle(1).prefetch(prefetch);
            for (int taken = 0; taken <= 4; taken++) {
                List<float[]> rest = new ArrayList<>();
                try (Epoch batches = loader.epoch(2, Device.standard(), taken)) {
                    assertEquals(taken, batches.taken());
                    while (batches.hasNext()) {
                        try (Batch batch = batches.next()) {
                            rest.add(batch.inputs().toFloats());
                        }
                    }
                    assertEquals(4, batches.taken());
                }
                List<float[]> whole = new ArrayList<>();
                try (Epoch batches = loader.epoch(2)) {
                    while (batches.hasNext()) {
                        try (Batch batch = batches.next()) {
                            whole.add(batch.inputs().toFloats());
                        }
                    }
                }
                assertArrayEquals(whole.subList(taken, 4).toArray(), rest.toArray());
            }
            assertThrows(IllegalArgumentException.class, () -> loader.epoch(0, Device.standard(), 5));
            assertThrows(IllegalArgumentException.class, () -> loader.epoch(0, Device.standard(), -1));
        }
    }

    private static float[][] changed(long epoch, Transform... transforms) {
        return rows(DOTS.dataset(7, transforms).inEpoch(epoch));
    }

    private static float[][] rows(Dataset dataset) {
        try (Batch batch = dataset.batch(Device.standard(), IntStream.range(0, dataset.size()).toArray())) {
            float[] all = batch.inputs().toFloats();
            int size = all.length / dataset.size();
            return IntStream.range(0, dataset.size()).mapToObj(i -> Arrays.copyOfRange(all, i * size, (i + 1) * size))
                    .toArray(float[][]::new);
        }
    }

    private static float total(float[] values) {
        float sum = 0;
        for (float value : values) {
            sum += value;
        }
        return sum;
    }

    private static float[] scaled(float[] values, float factor) {
        float[] scaled = values.clone();
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] *= factor;
        }
        return scaled;
    }
}
