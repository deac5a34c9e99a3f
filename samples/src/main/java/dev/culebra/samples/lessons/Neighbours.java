package dev.culebra.samples.lessons;

import dev.culebra.samples.show.Plot;
import dev.culebra.samples.show.Screen;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Items by their factors: two are alike if the angle between their factors is small.
 *
 * @param names of the items
 * @param factors {@code [items][factors]}
 */
record Neighbours(List<String> names, float[][] factors) {

    private static final int NEAREST = 3;

    /** The nearest items, the nearest first. */
    List<Integer> of(int item) {
        return IntStream.range(0, factors.length).filter(other -> other != item).boxed()
                .sorted(Comparator.comparingDouble(
                        other -> -cosine(factors[item], factors[other])))
                .limit(NEAREST).toList();
    }

    static double cosine(float[] a, float[] b) {
        double ab = 0;
        double aa = 0;
        double bb = 0;
        for (int i = 0; i < a.length; i++) {
            ab += a[i] * b[i];
            aa += a[i] * a[i];
            bb += b[i] * b[i];
        }
        return ab / Math.sqrt(Math.max(1e-30, aa * bb));
    }

    void print(Screen screen, int count) {
        screen.printf("%nWho likes one of these will like%n");
        for (int item = 0; item < Math.min(count, names.size()); item++) {
            screen.printf("%-16s %s%n", names.get(item),
                    of(item).stream().map(names::get).collect(Collectors.joining(", ")));
        }
        screen.println("");
    }

    /** Share of the nearest items that are of the item's own kind, which is the first word of its name. */
    double sameKind() {
        return IntStream.range(0, names.size())
                .mapToObj(item -> of(item).stream().filter(other -> kind(item).equals(kind(
                        other))).count())
                .mapToLong(Long::longValue).sum() / (double) (NEAREST * names.size());
    }

    private String kind(int item) {
        return names.get(item).replaceFirst(" .*", "");
    }

    /** The first two factors of each item, a colour for each kind. */
    Plot plot(List<String> kinds) {
        var plot = new Plot("What was learnt about the items", "first factor", "second factor").size(700, 620);
        if (kinds.isEmpty()) {
            return add(plot, "items", _ -> true);
        }
        kinds.forEach(kind -> add(plot, kind, item -> kind(item).equals(kind)));
        return plot;
    }

    private Plot add(Plot plot, String name, IntPredicate chosen) {
        int[] items = IntStream.range(0, names.size()).filter(chosen).toArray();
        return plot.points(name, IntStream.of(items).mapToDouble(i -> factors[i][0]).toArray(), IntStream.of(items)
                .mapToDouble(i -> factors[i][1]).toArray());
    }
}
