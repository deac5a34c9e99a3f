package dev.culebra.bench.peer;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.List;

/**
 * What is measured, as it is put to everybody: a line of JSON.
 *
 * <pre>
 * {"m":64,"n":16,"k":784,"operands":"nt","precision":"f32","case":"product"}
 * </pre>
 */
public sealed interface Question {
    /** Names of the kinds. */
    List<String> CASES = List.of("product", "array", "step", "host", "verb", "convolution", "pooling",
            "network");

    /**
     * {@code [m, k] · [k, n]} of operands 1 and 2.
     *
     * @param operands how the left and the right one lie in memory: {@code n} in rows, {@code t} in columns
     * @param precision {@code f32}, {@code tf32} or {@code bf16}
     */
    record Product(int m, int n, int k, String operands, String precision) implements Question {
        /** Whether the left operand lies in columns. */
        public boolean leftTransposed() {
            return operands.charAt(0) == 't';
        }

        /** Whether the right operand lies in columns. */
        public boolean rightTransposed() {
            return operands.charAt(1) == 't';
        }
    }

    /**
     * A function of operands 1, 2 and 3, each {@code [rows, columns]}.
     *
     * @param function {@code copy}, {@code relu}, {@code add}: {@code x + y}, {@code sigmoid}, {@code bias sigmoid}: of {@code x}
     *        and the first row of {@code y}, {@code six}: {@code (relu(x·y + z)·½ − x)·y}, {@code softmax} of rows or {@code sum}
     *        of all
     */
    record Array(String function, int rows, int columns) implements Question {}

    /**
     * A training step: prediction, cross-entropy, gradients, plain descent. Layer {@code i} begins with operand {@code 10 + i},
     * multiplied by one over the root of its inputs, as its weight {@code [out, in]}, and without bias; operand 4 is the images,
     * and the label of row {@code r} is {@code r} modulo the number of classes.
     *
     * @param sizes of the layers, inputs first
     * @param activation {@code relu} or {@code sigmoid}, between layers
     * @param read whether the loss is read after each step
     * @param checked steps before any is timed; the losses of the first and the last of them are the values
     * @param rate of learning
     */
    record Step(List<Integer> sizes, int batch, String activation, boolean read, int checked, double rate)
            implements
                Question {}

    /**
     * An operation on operands 1 and 2, each {@code [4, 4]}: what it costs to have anything done.
     *
     * @param function {@code relu}, {@code add}, {@code sum} or {@code matmul}
     */
    record Host(String function) implements Question {}

    /**
     * A function of rows, columns, groups or indices, whose operands are those of {@code bench/peers/verbs.py}.
     *
     * @param verb its name there
     * @param sizes of its first operand, and whatever else has a size
     */
    record Verb(String verb, List<Integer> sizes) implements Question {}

    /** A question about square images. */
    sealed interface OfImages extends Question {}

    /**
     * A part of a convolution of operand 1, {@code [batch, channels, size, size]}, by operand 2, {@code [out, channels, window,
     * window]}, with operand 3 as its bias and operand 5 as the gradient of its output.
     *
     * @param part {@code forward}, {@code input gradient} or {@code weight gradient}
     */
    record Convolution(String part, int batch, int channels, int size, int out, int window, int padding)
            implements
                OfImages {}

    /**
     * Pooling of operand 1, {@code [batch, channels, size, size]}, by squares of 2 by 2; operand 5 is the gradient of the output.
     *
     * @param part {@code max}, {@code average} or {@code max gradient}
     */
    record Pooling(String part, int batch, int channels, int size) implements OfImages {}

    /**
     * A training step as {@link Step}, the loss read, of convolutions, each followed by ReLU and the maximum of squares of 2 by 2,
     * and a layer for ten classes.
     *
     * @param size of the images
     * @param channels of the images, and of each convolution
     * @param windows sides of the convolutions' windows
     * @param paddings rows and columns of zeros around the images of each convolution
     */
    record Network(int batch, int size, List<Integer> channels, List<Integer> windows, List<Integer> paddings,
            int checked, double rate) implements OfImages {}

    /** One of {@link #CASES}. */
    default String kind() {
        return switch (this) {
            case Product _ -> "product";
            case Array _ -> "array";
            case Step _ -> "step";
            case Host _ -> "host";
            case Verb _ -> "verb";
            case Convolution _ -> "convolution";
            case Pooling _ -> "pooling";
            case Network _ -> "network";
        };
    }

    /** As it is sent. */
    default String toJson() {
        JsonObject json = new Gson().toJsonTree(this).getAsJsonObject();
        json.addProperty("case", kind());
        return json.toString();
    }

    /** As it arrives. */
    static Question of(String json) {
        JsonObject object = JsonParser.parseString(json).getAsJsonObject();
        String kind = object.get("case").getAsString();
        return new Gson().fromJson(object, switch (kind) {
            case "product" -> Product.class;
            case "array" -> Array.class;
            case "step" -> Step.class;
            case "host" -> Host.class;
            case "verb" -> Verb.class;
            case "convolution" -> Convolution.class;
            case "pooling" -> Pooling.class;
            case "network" -> Network.class;
            default -> throw new UnsupportedOperationException("there is no case " + kind);
        });
    }
}
