package dev.culebra.samples.show;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.util.ArrayList;
import java.util.List;

/**
 * What is what, below a chart, on one baseline: XChart's own sets each name on one of its own.
 *
 * @param entries from left to right; nothing is shown if there is only one
 */
record Legend(List<Entry> entries) {

    private static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
    private static final int ROW = 22;
    private static final int MARK = 26;
    private static final int GAP = 8;
    private static final int BETWEEN = 24;

    /**
     * A series.
     *
     * @param line width of the line; 0 for a point
     */
    record Entry(String name, Color color, float line) {}

    int height(Graphics2D graphics, int width) {
        return entries.size() < 2 ? 0 : rows(graphics.getFontMetrics(FONT), width).size() * ROW + GAP;
    }

    /** Paints it into {@link #height} pixels from {@code top} on. */
    void paint(Graphics2D graphics, int width, int top, Theme theme) {
        FontMetrics metrics = graphics.getFontMetrics(FONT);
        graphics.setColor(theme.ground());
        graphics.fillRect(0, top, width, height(graphics, width));
        graphics.setFont(FONT);
        int y = top;
        for (List<Entry> row : entries.size() < 2 ? List.<List<Entry>>of() : rows(metrics, width)) {
            int x = (width - width(row, metrics)) / 2;
            int middle = y + ROW / 2;
            for (Entry entry : row) {
                mark(graphics, entry, x, middle);
                graphics.setColor(theme.ink());
                graphics.drawString(entry.name, x + MARK + GAP,
                        middle + (metrics.getAscent() - metrics.getDescent()) / 2);
                x += width(entry, metrics) + BETWEEN;
            }
            y += ROW;
        }
    }

    private static void mark(Graphics2D graphics, Entry entry, int x, int middle) {
        graphics.setColor(entry.color);
        if (entry.line == 0) {
            graphics.fillOval(x + MARK - GAP, middle - GAP / 2, GAP, GAP);
        } else {
            graphics.setStroke(new BasicStroke(entry.line));
            graphics.drawLine(x, middle, x + MARK, middle);
        }
    }

    private List<List<Entry>> rows(FontMetrics metrics, int width) {
        List<List<Entry>> rows = new ArrayList<>(List.of(new ArrayList<>()));
        for (Entry entry : entries) {
            rows.getLast().add(entry);
            if (rows.getLast().size() > 1 && width(rows.getLast(), metrics) > width) {
                rows.getLast().removeLast();
                rows.add(new ArrayList<>(List.of(entry)));
            }
        }
        return rows;
    }

    private static int width(List<Entry> row, FontMetrics metrics) {
        return row.stream().mapToInt(entry -> width(entry, metrics)).sum() + BETWEEN * (row.size() - 1);
    }

    private static int width(Entry entry, FontMetrics metrics) {
        return MARK + GAP + metrics.stringWidth(entry.name);
    }
}
