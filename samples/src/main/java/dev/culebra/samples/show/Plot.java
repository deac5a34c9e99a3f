package dev.culebra.samples.show;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Lines and points over two axes. Values that are not finite are left out.
 *
 * <pre>{@code
 * new Plot("Ice creams", "temperature [°C]", "sold [1/day]")
 *         .points("seen", celsius, sold)
 *         .line("fitted", new double[] {10, 35}, new double[] {12, 140});
 * }</pre>
 */
public final class Plot implements Picture {

    private static final float LINE = 2.5f;
    private static final float THIN = 1.2f;
    private static final int FEW = 12;
    private static final double MARGIN = 0.004;

    private enum Look {
        LINE,
        THIN,
        POINTS
    }

    /** A series; the grey ones do not use up a colour. */
    private record Series(String name, double[] x, double[] y, Look look, boolean grey) {}

    private final String title;
    private final String xTitle;
    private final String yTitle;
    private final List<Series> series = new ArrayList<>();
    private OptionalDouble xMin = OptionalDouble.empty();
    private OptionalDouble xMax = OptionalDouble.empty();
    private OptionalDouble yMin = OptionalDouble.empty();
    private OptionalDouble yMax = OptionalDouble.empty();
    private boolean logarithmicX;
    private int width = 900;
    private int height = 540;

    /**
     * @param xTitle what the axis shows, with its unit
     * @param yTitle likewise
     */
    public Plot(String title, String xTitle, String yTitle) {
        this.title = title;
        this.xTitle = xTitle;
        this.yTitle = yTitle;
    }

    /** Adds a line through {@code (x[i], y[i])}. */
    public Plot line(String name, double[] x, double[] y) {
        return add(name, x, y, Look.LINE, false);
    }

    /** Adds a line that stays in the background. */
    public Plot faint(String name, double[] x, double[] y) {
        return add(name, x, y, Look.THIN, true);
    }

    /** Adds points {@code (x[i], y[i])}. */
    public Plot points(String name, double[] x, double[] y) {
        return add(name, x, y, Look.POINTS, false);
    }

    /** Shows these values of x, whatever the series reach. */
    public Plot xRange(double least, double most) {
        xMin = OptionalDouble.of(least);
        xMax = OptionalDouble.of(most);
        return this;
    }

    /** Shows these values of y, whatever the series reach. */
    public Plot yRange(double least, double most) {
        yMin = OptionalDouble.of(least);
        yMax = OptionalDouble.of(most);
        return this;
    }

    /** Shows y from this value up. */
    public Plot yFrom(double least) {
        yMin = OptionalDouble.of(least);
        return this;
    }

    /** Makes equal steps of the x axis equal factors. */
    public Plot logarithmicX() {
        logarithmicX = true;
        return this;
    }

    /** Makes it another size, in pixels of the layout. */
    public Plot size(int newWidth, int newHeight) {
        width = newWidth;
        height = newHeight;
        return this;
    }

    private Plot add(String name, double[] x, double[] y, Look look, boolean grey) {
        if (x.length != y.length) {
            throw new IllegalArgumentException(
                    "plot: %s: as many x as y are needed, came %d and %d".formatted(name, x.length, y.length));
        }
        List<double[]> finite = new ArrayList<>();
        for (int i = 0; i < x.length; i++) {
            if (Double.isFinite(x[i]) && Double.isFinite(y[i])) {
                finite.add(new double[] {x[i], y[i]});
            }
        }
        if (!finite.isEmpty()) {
            series.add(new Series(name, finite.stream().mapToDouble(point -> point[0]).toArray(),
                    finite.stream().mapToDouble(point -> point[1]).toArray(), look, grey));
        }
        return this;
    }

    @Override
    public int width() {
        return width;
    }

    @Override
    public int height() {
        return height;
    }

    @Override
    public void paint(Graphics2D graphics, Theme theme) {
        List<Legend.Entry> entries = new ArrayList<>();
        int colored = 0;
        for (Series one : series) {
            entries.add(
                    new Legend.Entry(one.name, one.grey ? theme.grey() : theme.series(colored++), switch (one.look) {
                        case LINE -> LINE;
                        case THIN -> THIN;
                        case POINTS -> 0;
                    }));
        }
        var legend = new Legend(entries);
        int charted = height - legend.height(graphics, width);
        XYChart chart = new XYChartBuilder().width(width).height(charted).title(title).xAxisTitle(xTitle)
                .yAxisTitle(yTitle).build();
        XYStyler styler = chart.getStyler();
        ChartLook.apply(styler, theme);
        styler.setXAxisLogarithmic(logarithmicX);
        (xMin.isPresent() ? xMin : roundTicks()).ifPresent(styler::setXAxisMin);
        xMax.ifPresent(styler::setXAxisMax);
        yMin.ifPresent(styler::setYAxisMin);
        yMax.ifPresent(styler::setYAxisMax);
        for (int i = 0; i < series.size(); i++) {
            paint(chart, series.get(i), entries.get(i).color());
        }
        chart.paint(graphics, width, charted);
        legend.paint(graphics, width, charted, theme);
    }

    /**
     * Where x begins if there are many values: XChart puts ticks at values that lie evenly, however odd they are, but only if
     * the axis begins with the first of them.
     */
    private OptionalDouble roundTicks() {
        double[] x = series.stream().flatMapToDouble(one -> Arrays.stream(one.x)).distinct().toArray();
        if (logarithmicX || x.length <= FEW) {
            return OptionalDouble.empty();
        }
        double least = Arrays.stream(x).min().orElseThrow();
        return OptionalDouble.of(least - MARGIN * (Arrays.stream(x).max().orElseThrow() - least));
    }

    private static void paint(XYChart chart, Series one, Color color) {
        XYSeries drawn = chart.addSeries(one.name, one.x, one.y);
        drawn.setLineColor(color);
        drawn.setMarkerColor(color).setMarker(SeriesMarkers.NONE);
        if (one.look == Look.POINTS) {
            drawn.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter).setMarker(SeriesMarkers.CIRCLE);
        } else {
            drawn.setLineStyle(new BasicStroke(one.look == Look.LINE ? LINE : THIN));
        }
    }
}
