package dev.culebra.engine.cpu.conv;

import dev.culebra.engine.Window.Side;
import java.util.Arrays;

/**
 * What a sum over windows looks at along one axis, in terms of images of every {@code step}-th element: the sum at result t takes,
 * for each place i, the element at {@code shifts[i] + t} of image {@code images[i]}; of that, element t is element
 * {@code bases[image] + t·step} of the axis, 0 outside it.
 *
 * @param places the window's elements that take part
 * @param images for each place
 * @param shifts for each place
 * @param bases for each image
 * @param step between elements of an image
 * @param results how many
 * @param firstResult where result 0 belongs
 * @param resultStep from one result to the next
 */
record Places(int[] places, int[] images, int[] shifts, int[] bases, int step, int results, int firstResult,
        int resultStep) {
    /** Of a convolution: one image for each remainder of the stride that the window has. */
    static Places forward(Side side, int results) {
        int size = (int) side.size();
        int stride = (int) side.stride();
        int[] places = new int[size];
        int[] images = new int[size];
        int[] shifts = new int[size];
        int[] bases = new int[size];
        int found = 0;
        for (int i = 0; i < size; i++) {
            int at = Math.toIntExact(i * side.dilation());
            int base = at % stride - (int) side.padding();
            int image = 0;
            while (image < found && bases[image] != base) {
                image++;
            }
            bases[image] = base;
            found = Math.max(found, image + 1);
            places[i] = i;
            images[i] = image;
            shifts[i] = at / stride;
        }
        return new Places(places, images, shifts, Arrays.copyOf(bases, found), stride, results, 0, 1);
    }

    /**
     * Of its gradient with respect to the input, for the elements of an axis whose place in the padded axis has this remainder: result
     * t is element {@code firstResult + t·stride}. A window at position y has element i there where
     * {@code y·stride + i·dilation} is that place.
     *
     * @param length of the axis
     */
    static Places backward(Side side, int remainder, int length) {
        int stride = (int) side.stride();
        int padding = (int) side.padding();
        int first = Math.ceilDiv(padding - remainder, stride);
        int results = Math.max(0, Math.floorDiv(padding + length - 1 - remainder, stride) - first + 1);
        int[] places = new int[(int) side.size()];
        int[] shifts = new int[places.length];
        int count = 0;
        int farthest = 0;
        for (int i = 0; i < places.length; i++) {
            int at = Math.toIntExact(i * side.dilation());
            if (at % stride == remainder) {
                places[count] = i;
                shifts[count++] = at / stride;
                farthest = Math.max(farthest, at / stride);
            }
        }
        for (int i = 0; i < count; i++) {
            shifts[i] = farthest - shifts[i];
        }
        return new Places(Arrays.copyOf(places, count), new int[count], Arrays.copyOf(shifts, count),
                new int[] {first - farthest}, 1, results, first * stride + remainder - padding, stride);
    }

    /** The elements of an axis as they are. */
    static Places identity(int results) {
        return new Places(new int[1], new int[1], new int[1], new int[1], 1, results, 0, 1);
    }

    /** How many elements of an image the sums look at beyond one for each result. */
    int reach() {
        // No stream: this is asked for each plane, and a stream is an object.
        int most = 0;
        for (int shift : shifts) {
            most = Math.max(most, shift);
        }
        return most;
    }
}
