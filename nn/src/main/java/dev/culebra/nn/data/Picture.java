package dev.culebra.nn.data;

import dev.culebra.engine.DType;
import dev.culebra.engine.Device;
import dev.culebra.engine.Shape;
import dev.culebra.engine.Tensor;
import java.lang.foreign.MemorySegment;
import java.util.Objects;

/**
 * A grey or coloured picture: {@code [channels, rows, columns]} unsigned bytes in row-major order, from 0 (dark) to 255.
 * One channel is grey, three are red, green and blue.
 *
 * <pre>{@code
 * Picture picture = PictureFile.read(Path.of("seven.png"));
 * int[][] matrix = picture.grey().resized(18, 18).matrix(); // 18 rows of 18 numbers from 0 to 255
 * }</pre>
 *
 * <p>The array is not copied; who holds it must not change it.
 *
 * @param channels 1 or 3
 * @param rows height in pixels, at least 1
 * @param columns width in pixels, at least 1
 * @param pixels {@code channels × rows × columns} bytes
 */
public record Picture(int channels, int rows, int columns, byte[] pixels) {

    /** Shares of red, green and blue in grey, in 1/65536: ITU-R BT.601, rounded as Pillow rounds them. */
    private static final int[] SHARES = {19595, 38470, 7471};

    /**
     * @throws IllegalArgumentException if a size is not as described, or the array's length does not fit
     */
    public Picture {
        if (channels != 1 && channels != 3 || rows < 1 || columns < 1) {
            throw new IllegalArgumentException("picture: impossible sizes: channels %d, rows %d, columns %d".formatted(
                    channels, rows, columns));
        }
        if (pixels.length != (long) channels * rows * columns) {
            throw new IllegalArgumentException("picture: [%d, %d, %d] needs %d bytes, not %d".formatted(channels, rows,
                    columns, (long) channels * rows * columns, pixels.length));
        }
    }

    /** One number, from 0 to 255. */
    public int pixel(int channel, int row, int column) {
        Objects.checkIndex(channel, channels);
        Objects.checkIndex(row, rows);
        return pixels[(channel * rows + row) * columns + Objects.checkIndex(column, columns)] & 0xff;
    }

    /** This picture in one channel: 0.299 of red, 0.587 of green and 0.114 of blue, rounded. Grey stays as it is. */
    public Picture grey() {
        if (channels == 1) {
            return this;
        }
        int area = rows * columns;
        byte[] grey = new byte[area];
        for (int i = 0; i < area; i++) {
            int sum = 1 << 15;
            for (int channel = 0; channel < 3; channel++) {
                sum += SHARES[channel] * (pixels[channel * area + i] & 0xff);
            }
            grey[i] = (byte) (sum >> 16);
        }
        return new Picture(1, rows, columns, grey);
    }

    /** This picture in three channels; grey becomes three equal ones. */
    public Picture colour() {
        if (channels == 3) {
            return this;
        }
        byte[] colour = new byte[3 * pixels.length];
        for (int channel = 0; channel < 3; channel++) {
            System.arraycopy(pixels, 0, colour, channel * pixels.length, pixels.length);
        }
        return new Picture(3, rows, columns, colour);
    }

    /**
     * A part of this picture.
     *
     * @throws IndexOutOfBoundsException if it does not lie within
     */
    public Picture part(int top, int left, int height, int width) {
        Objects.checkFromIndexSize(top, height, rows);
        Objects.checkFromIndexSize(left, width, columns);
        byte[] part = new byte[channels * height * width];
        for (int channel = 0; channel < channels; channel++) {
            for (int row = 0; row < height; row++) {
                System.arraycopy(pixels, (channel * rows + top + row) * columns + left, part, (channel * height + row)
                        * width, width);
            }
        }
        return new Picture(channels, height, width, part);
    }

    /** The largest part in the middle that has these proportions, resized: nothing is squeezed. */
    public Picture fitted(int height, int width) {
        int partRows = Math.clamp(Math.round((double) columns * height / width), 1, rows);
        int partColumns = Math.clamp(Math.round((double) rows * width / height), 1, columns);
        return part((rows - partRows) / 2, (columns - partColumns) / 2, partRows, partColumns).resized(height, width);
    }

    /**
     * This picture in another size. Along an axis that shrinks, a pixel is the mean of the area that it covers; along one that
     * grows, it lies on the line between its neighbours.
     *
     * @throws IllegalArgumentException if a size is less than 1
     */
    public Picture resized(int height, int width) {
        if (height < 1 || width < 1) {
            throw new IllegalArgumentException("picture: cannot be resized to %d × %d".formatted(height, width));
        }
        return height == rows && width == columns ? this : Resizing.resized(this, height, width);
    }

    /** The numbers of a grey picture, row by row, each from 0 to 255; of a coloured one, those of its {@link #grey()}. */
    public int[][] matrix() {
        Picture grey = grey();
        int[][] matrix = new int[rows][columns];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                matrix[row][column] = grey.pixel(0, row, column);
            }
        }
        return matrix;
    }

    /** The numbers as U8 {@code [rows, columns]} if grey, else {@code [3, rows, columns]}; the caller's, or its scope's. */
    public Tensor tensor(Device device) {
        Shape shape = channels == 1 ? Shape.of(rows, columns) : Shape.of(channels, rows, columns);
        return Tensor.copyOf(MemorySegment.ofArray(pixels), shape, DType.U8, device);
    }

    /** Sizes only: {@code 3×480×640}. */
    @Override
    public String toString() {
        return channels + "×" + rows + "×" + columns;
    }
}
