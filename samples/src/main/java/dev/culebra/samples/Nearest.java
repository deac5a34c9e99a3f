package dev.culebra.samples;

import java.util.Collection;
import java.util.Comparator;

/** Finds what a mistyped name may have meant. */
final class Nearest {

    private Nearest() {}

    /** {@code ; did you mean "digits"?}, or nothing where no name is known. */
    static String hint(String given, Collection<String> known) {
        return known.stream()
                .min(Comparator.comparingInt(name -> distance(given, name)))
                .map("; did you mean \"%s\"?"::formatted)
                .orElse("");
    }

    /** Levenshtein's edit distance: how many letters to insert, remove or replace. */
    static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
