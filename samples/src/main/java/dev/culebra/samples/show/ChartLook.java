package dev.culebra.samples.show;

import java.awt.Color;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;

/** The one look of all charts. */
final class ChartLook {

    private static final int MARKER = 7;

    private ChartLook() {}

    static void apply(AxesChartStyler styler, Theme theme) {
        Color ink = theme.ink();
        styler.setChartBackgroundColor(theme.ground()).setPlotBackgroundColor(theme.ground())
                .setPlotBorderColor(theme.grid()).setChartFontColor(ink).setChartTitleFontColor(ink)
                .setChartTitleBoxVisible(false).setLegendBackgroundColor(theme.ground())
                .setLegendBorderColor(theme.ground()).setLegendPosition(LegendPosition.OutsideS)
                .setLegendLayout(LegendLayout.Horizontal).setXAxisTitleColor(ink).setYAxisTitleColor(ink)
                .setMarkerSize(MARKER);
        styler.setPlotGridLinesColor(theme.grid()).setAxisTickLabelsColor(ink).setXAxisTickLabelsColor(ink)
                .setYAxisTickLabelsColor(ink).setAxisTickMarksColor(theme.grey()).setXAxisTickMarksColor(theme.grey())
                .setYAxisTickMarksColor(theme.grey());
    }
}
