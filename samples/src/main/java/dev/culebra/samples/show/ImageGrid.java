package dev.culebra.samples.show;

import java.awt.Color;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Matrices as small images, with a line of text below each. Values above 0 are drawn in one colour, values below 0 in
 * another, the largest magnitude of all images at full strength: so weights show, and images of ink too.
 *
 * <pre>{@code
 * new ImageGrid("First layer", 8).add("unit 0", 28, 28, weights);
 * }</pre>
 */
public final class ImageGrid implements Picture {

    private static final int GAP = 14;
    private static final int TEXT = 16;
    private static final int TITLE = 30;

    /** Of numbers or, where there are any, of colours. */
    private record Cell(String caption, int rows, int columns, double[] values, int[] colors) {}

    private final String title;
    private final int perRow;
    private final int pixel;
    private final List<Cell> cells = new ArrayList<>();

    /**
     * @param perRow how many stand beside each other
     */
    public ImageGrid(String title, int perRow) {
        this(title, perRow, 3);
    }

    /**
     * @param pixel side of the square that shows one value of the largest image, in pixels of the layout
     */
    public ImageGrid(String title, int perRow, int pixel) {
        this.title = title;
        this.perRow = perRow;
        this.pixel = pixel;
    }

    /** Adds an image: {@code rows·columns} values, row by row. */
    public ImageGrid add(String caption, int rows, int columns, double[] values) {
        if (values.length != rows * columns) {
            throw new IllegalArgumentException(
                    "image grid: %s: %d×%d values are needed, came %d".formatted(caption, rows, columns,
                            values.length));
        }
        cells.add(new Cell(caption, rows, columns, values.clone(), new int[0]));
        return this;
    }

    /** Adds a picture as it is: {@code rows·columns} colours {@code 0xrrggbb}, row by row. */
    public ImageGrid addColors(String caption, int rows, int columns, int[] colors) {
        if (colors.length != rows * columns) {
            throw new IllegalArgumentException(
                    "image grid: %s: %d×%d colours are needed, came %d".formatted(caption, rows, columns,
                            colors.length));
        }
        cells.add(new Cell(caption, rows, columns, new double[0], colors.clone()));
        return this;
    }

    @Override
    public int width() {
        int side = cellWidth();
        int wide = Math.min(perRow, Math.max(1, cells.size()));
        return Math.max(GAP + wide * (side + GAP), GAP * 2 + Heading.width(title));
    }

    @Override
    public int height() {
        int rows = Math.ceilDiv(cells.size(), perRow);
        return TITLE + rows * (cellHeight() + TEXT + GAP);
    }

    private int cellWidth() {
        return cells.stream().mapToInt(Cell::columns).max().orElse(0) * pixel;
    }

    private int cellHeight() {
        return cells.stream().mapToInt(Cell::rows).max().orElse(0) * pixel;
    }

    @Override
    public void paint(Graphics2D graphics, Theme theme) {
        double largest = cells.stream().flatMapToDouble(cell -> Arrays.stream(cell.values)).map(Math::abs)
                .max().orElse(1);
        FontMetrics metrics = graphics.getFontMetrics();
        Heading.paint(graphics, title, width(), TITLE - GAP / 2, theme);
        int side = cellWidth();
        int indented = (width() - Math.min(perRow, cells.size()) * (side + GAP) + GAP) / 2;
        for (int i = 0; i < cells.size(); i++) {
            Cell cell = cells.get(i);
            int left = indented + i % perRow * (side + GAP);
            int top = TITLE + i / perRow * (cellHeight() + TEXT + GAP);
            paint(graphics, theme, cell, left, top, largest == 0 ? 1 : largest);
            graphics.setColor(theme.ink());
            int indent = Math.max(0, (side - metrics.stringWidth(cell.caption)) / 2);
            graphics.drawString(cell.caption, left + indent, top + cellHeight() + TEXT - 2);
        }
    }

    /** As large as fits, in the middle. */
    private void paint(Graphics2D graphics, Theme theme, Cell cell, int left, int top, double largest) {
        int zoom = Math.max(1, Math.min(cellWidth() / cell.columns, cellHeight() / cell.rows));
        int x = left + (cellWidth() - zoom * cell.columns) / 2;
        int y = top + (cellHeight() - zoom * cell.rows) / 2;
        for (int row = 0; row < cell.rows; row++) {
            for (int column = 0; column < cell.columns; column++) {
                graphics.setColor(color(cell, row * cell.columns + column, largest, theme));
                graphics.fillRect(x + column * zoom, y + row * zoom, zoom, zoom);
            }
        }
        graphics.setColor(theme.grid());
        graphics.drawRect(x - 1, y - 1, cell.columns * zoom + 1, cell.rows * zoom + 1);
    }

    private static Color color(Cell cell, int index, double largest, Theme theme) {
        if (cell.colors.length > 0) {
            return new Color(cell.colors[index]);
        }
        double value = cell.values[index] / largest;
        return theme.shade(value < 0 ? theme.series(1) : theme.series(0), Math.abs(value));
    }
}
