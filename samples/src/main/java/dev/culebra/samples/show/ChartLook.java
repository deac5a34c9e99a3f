package dev.culebra.samples.show;

import java.awt.Color;
import org.knowm.xchart.style.AxesChartStyler;

/** The one look of all charts. */
final class ChartLook {

    private static final int MARKER = 7;
    private static final String DECIMALS = "0.######";

    private ChartLook() {}

    static void apply(AxesChartStyler styler, Theme theme) {
        Color ink = theme.ink();
        styler.setChartBackgroundColor(theme.ground()).setPlotBackgroundColor(theme.ground())
                .setPlotBorderColor(theme.grid()).setChartFontColor(ink).setChartTitleFontColor(ink)
                .setChartTitleBoxVisible(false).setLegendVisible(false).setXAxisTitleColor(ink).setYAxisTitleColor(ink)
                .setMarkerSize(MARKER);
        styler.setYAxisDecimalPattern(DECIMALS);
        styler.setPlotGridLinesColor(theme.grid()).setAxisTickLabelsColor(ink).setXAxisTickLabelsColor(ink)
                .setYAxisTickLabelsColor(ink).setAxisTickMarksColor(theme.grey()).setXAxisTickMarksColor(theme.grey())
                .setYAxisTickMarksColor(theme.grey());
    }
}
