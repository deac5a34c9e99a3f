package dev.culebra.nn.data;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.culebra.engine.DType;
import dev.culebra.engine.Device;
import dev.culebra.engine.Shape;
import java.lang.foreign.MemorySegment;
import java.util.List;

/** Pictures as examples, each changed at random as epoch and number determine. */
record TransformedPictures(Pictures pictures, long seed, long epoch, List<Transform> transforms)
        implements
            Dataset,
            RowWriter {

    @Override
    public int size() {
        return pictures.count();
    }

    @Override
    public Tray tray(Device device, int capacity) {
        return Dataset.rows(size(), pictures.input(), new Row(DType.I64, Shape.scalar()), this).tray(device, capacity);
    }

    @Override
    public Dataset inEpoch(long number) {
        return new TransformedPictures(pictures, seed, number, transforms);
    }

    @Override
    public void write(int index, MemorySegment inputs, long inputAt, MemorySegment targets, long targetAt) {
        int size = pictures.channels() * pictures.rows() * pictures.columns();
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (pictures.pixels()[index * size + i] & 0xff) / 255f;
        }
        var pixels = new Transform.Pixels(pictures.channels(), pictures.rows(), pictures.columns(), values);
        SplitMix random = SplitMix.of(seed, epoch * size() + index);
        for (Transform transform : transforms) {
            transform.apply(pixels, random);
        }
        MemorySegment.copy(values, 0, inputs, JAVA_FLOAT, inputAt, size);
        targets.set(JAVA_LONG, targetAt, pictures.labels()[index]);
    }
}
