package dev.culebra.engine.reference;

import dev.culebra.engine.Epilogue;
import dev.culebra.engine.Reduction;
import dev.culebra.engine.Shape;
import dev.culebra.engine.View;
import dev.culebra.engine.Window;
import java.util.List;
import java.util.stream.DoubleStream;

/** What slides over the last two axes: convolution, its gradients, and pooling. */
final class Sliding {
    private final Window window;

    Sliding(Window window) {
        this.window = window;
    }

    /** Something to do with an element of a window. */
    private interface Place {
        void at(long i, long j, long y, long x);
    }

    /** Calls with each element of the window at a position that lies in the image. */
    private void places(long row, long column, Shape image, Place place) {
        for (long i = 0; i < window.height().size(); i++) {
            for (long j = 0; j < window.width().size(); j++) {
                long y = row * window.height().stride() + i * window.height().dilation() - window.height().padding();
                long x = column * window.width().stride() + j * window.width().dilation() - window.width().padding();
                if (y >= 0 && y < image.size(-2) && x >= 0 && x < image.size(-1)) {
                    place.at(i, j, y, x);
                }
            }
        }
    }

    private static long firstChannel(Shape input, Shape weight, long o) {
        long groups = input.size(1) / weight.size(1);
        return o / (weight.size(0) / groups) * weight.size(1);
    }

    void convolve(View input, View weight, View output, Epilogue epilogue) {
        Cells in = Cells.of(input);
        Cells w = Cells.of(weight);
        Cells out = Cells.of(output);
        List<Cells> operands = epilogue.operands().stream().map(Cells::of).toList();
        Real function = new Real(epilogue.f(), output.dtype());
        Indices.forEach(output.shape(), index -> {
            double[] inputs = new double[operands.size() + 1];
            long first = firstChannel(input.shape(), weight.shape(), index[1]);
            for (long c = 0; c < weight.shape().size(1); c++) {
                long channel = c;
                places(index[2], index[3], input.shape(), (i, j, y, x) -> inputs[0] += in.real(index[0], first
                        + channel, y, x) * w.real(index[1], channel, i, j));
            }
            for (int i = 0; i < operands.size(); i++) {
                inputs[i + 1] = operands.get(i).real(index);
            }
            out.set(function.evaluate(inputs), index);
        });
    }

    void inputGradient(View upstream, View weight, View inputGradient) {
        Cells dy = Cells.of(upstream);
        Cells w = Cells.of(weight);
        Sums sums = new Sums(inputGradient);
        Indices.forEach(upstream.shape(), index -> {
            long first = firstChannel(inputGradient.shape(), weight.shape(), index[1]);
            for (long c = 0; c < weight.shape().size(1); c++) {
                long channel = c;
                places(index[2], index[3], inputGradient.shape(), (i, j, y, x) -> sums.add(dy.real(index) * w.real(
                        index[1], channel, i, j), index[0], first + channel, y, x));
            }
        });
        sums.store();
    }

    void weightGradient(View input, View upstream, View weightGradient) {
        Cells dy = Cells.of(upstream);
        Cells in = Cells.of(input);
        Sums sums = new Sums(weightGradient);
        Indices.forEach(upstream.shape(), index -> {
            long first = firstChannel(input.shape(), weightGradient.shape(), index[1]);
            for (long c = 0; c < weightGradient.shape().size(1); c++) {
                long channel = c;
                places(index[2], index[3], input.shape(), (i, j, y, x) -> sums.add(dy.real(index) * in.real(index[0],
                        first + channel, y, x), index[1], channel, i, j));
            }
        });
        sums.store();
    }

    void pool(Reduction reduction, View input, View output) {
        Cells in = Cells.of(input);
        Indices.forEach(output.shape(), index -> {
            DoubleStream.Builder elements = DoubleStream.builder();
            eachElement(index, input.shape(), at -> elements.add(in.real(at)));
            double[] found = elements.build().toArray();
            if (found.length == 0) { // all of it is padding
                Cells.of(output).set(reduction == Reduction.SUM ? 0
                        : reduction == Reduction.MAX
                                ? Double.NEGATIVE_INFINITY
                                : Double.POSITIVE_INFINITY,
                        index);
            } else {
                Reducer.real(reduction, found, Cells.of(output), index);
            }
        });
    }

    private interface Element {
        void at(long... index);
    }

    private void eachElement(long[] position, Shape input, Element element) {
        int rank = position.length;
        places(position[rank - 2], position[rank - 1], input, (_, _, y, x) -> element.at(Indices.with(Indices.with(
                position, rank - 2, y), rank - 1, x)));
    }

    void maxGradient(View input, View output, View upstream, View inputGradient) {
        Cells in = Cells.of(input);
        Sums sums = new Sums(inputGradient);
        Indices.forEach(output.shape(), index -> {
            double largest = Cells.of(output).real(index);
            boolean[] taken = new boolean[1];
            eachElement(index, input.shape(), at -> {
                double value = in.real(at);
                if (!taken[0] && (value == largest || Double.isNaN(value))) {
                    taken[0] = true;
                    sums.add(Cells.of(upstream).real(index), at);
                }
            });
        });
        sums.store();
    }

    /** Sums in double precision, for each element of a view. */
    private static final class Sums {
        private final Cells target;
        private final double[] values;

        Sums(View target) {
            this.target = Cells.of(target);
            this.values = new double[Math.toIntExact(target.shape().elements())];
        }

        private int position(long... index) {
            long position = 0;
            for (int axis = 0; axis < index.length; axis++) {
                position = position * target.layout().shape().size(axis) + index[axis];
            }
            return Math.toIntExact(position);
        }

        void add(double value, long... index) {
            values[position(index)] += value;
        }

        void store() {
            Indices.forEach(target.layout().shape(), index -> target.set(values[position(index)], index));
        }
    }
}
