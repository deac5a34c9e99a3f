package dev.culebra.nn.io;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.culebra.engine.DType;
import dev.culebra.engine.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * What an {@code .npy} file says of its elements.
 *
 * @param type of the elements
 * @param order of an element's bytes
 * @param fortran whether the first axis is the fastest, not the last
 * @param shape sizes of the axes
 */
record NpyHeader(ElementType type, ByteOrder order, boolean fortran, Shape shape) {

    /** What comes before the length of the header's text: six letters and the version. */
    static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};

    private static final int ALIGNMENT = 64;

    /** How many bytes the elements take. */
    long bytes() {
        return shape.elements() * type.bytes();
    }

    /** The beginning of a file, to the first element: version 1, in row-major order, little-endian. */
    static ByteBuffer of(Shape shape, DType dtype) {
        String sizes = LongStream.of(shape.toArray()).mapToObj(Long::toString).collect(Collectors.joining(", "));
        String text = "{'descr': '%s', 'fortran_order': False, 'shape': (%s), }".formatted(description(dtype), shape
                .rank() == 1 ? sizes + "," : sizes);
        int blanks = -(MAGIC.length + 2 + text.length() + 1) & ALIGNMENT - 1;
        byte[] header = (text + " ".repeat(blanks) + "\n").getBytes(ISO_8859_1);
        return ByteBuffer.allocate(MAGIC.length + 2 + header.length).order(ByteOrder.LITTLE_ENDIAN).put(MAGIC).putShort(
                (short) header.length).put(header).flip();
    }

    private static String description(DType dtype) {
        return switch (dtype) {
            case F32 -> "<f4";
            case F64 -> "<f8";
            case I32 -> "<i4";
            case I64 -> "<i8";
            case U8 -> "|u1";
            case BOOL -> "|b1";
        };
    }

    /** Sizes of the axes in the order in which the elements lie. */
    Shape stored() {
        long[] sizes = shape.toArray();
        if (!fortran) {
            return shape;
        }
        long[] reversed = new long[sizes.length];
        Arrays.setAll(reversed, i -> sizes[sizes.length - 1 - i]);
        return Shape.of(reversed);
    }
}
