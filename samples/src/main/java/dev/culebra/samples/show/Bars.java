package dev.culebra.samples.show;

import java.awt.Graphics2D;
import java.util.ArrayList;
import java.util.List;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;

/**
 * A bar for each category, and one beside the other where there are several series.
 *
 * <pre>{@code
 * new Bars("What it says", "digit", "probability", List.of("0", "1")).series("network", List.of(0.9, 0.1));
 * }</pre>
 */
public final class Bars implements Picture {

    private static final int WIDTH = 900;
    private static final int HEIGHT = 480;
    private static final int ROTATED = 40;
    private static final int MANY_LETTERS = 90;

    private record Series(String name, List<Double> values) {}

    private final String title;
    private final String xTitle;
    private final String yTitle;
    private final List<String> categories;
    private final List<Series> series = new ArrayList<>();

    /**
     * @param xTitle what the categories are
     * @param yTitle what the bars show, with its unit
     * @param categories below the bars, from left to right
     */
    public Bars(String title, String xTitle, String yTitle, List<String> categories) {
        this.title = title;
        this.xTitle = xTitle;
        this.yTitle = yTitle;
        this.categories = List.copyOf(categories);
    }

    /** Adds bars: a value for each category. */
    public Bars series(String name, List<Double> values) {
        if (values.size() != categories.size()) {
            throw new IllegalArgumentException("bars: %s: %d values for %d categories".formatted(name, values.size(),
                    categories.size()));
        }
        series.add(new Series(name, List.copyOf(values)));
        return this;
    }

    @Override
    public int width() {
        return WIDTH;
    }

    @Override
    public int height() {
        return HEIGHT;
    }

    @Override
    public void paint(Graphics2D graphics, Theme theme) {
        List<Legend.Entry> entries = new ArrayList<>();
        for (Series one : series) {
            entries.add(new Legend.Entry(one.name, theme.series(entries.size()), 0));
        }
        var legend = new Legend(entries);
        int charted = HEIGHT - legend.height(graphics, WIDTH);
        CategoryChart chart = new CategoryChartBuilder().width(WIDTH).height(charted).title(title).xAxisTitle(xTitle)
                .yAxisTitle(yTitle).build();
        ChartLook.apply(chart.getStyler(), theme);
        if (categories.stream().mapToInt(String::length).sum() > MANY_LETTERS) {
            chart.getStyler().setXAxisLabelRotation(ROTATED).setXAxisMaxLabelCount(categories.size());
        }
        for (int i = 0; i < series.size(); i++) {
            chart.addSeries(series.get(i).name, categories, series.get(i).values).setFillColor(theme.series(i));
        }
        chart.paint(graphics, WIDTH, charted);
        legend.paint(graphics, WIDTH, charted, theme);
    }
}
