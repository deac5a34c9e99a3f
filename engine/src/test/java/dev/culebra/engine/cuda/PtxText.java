package dev.culebra.engine.cuda;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** One kernel within PTX, to make mistakes in. */
record PtxText(String text, int begin, int end) {
    /** From the kernel's head to the end of its body; nothing of a text that has no such kernel. */
    static PtxText of(String text, String kernel) {
        int begin = text.indexOf(".entry " + kernel + "(");
        return begin < 0 ? new PtxText(text, 0, 0) : new PtxText(text, begin, text.indexOf("\n}", begin));
    }

    /** Where the lines of the kernel begin that a pattern is found in. */
    List<Integer> lines(Pattern pattern) {
        List<Integer> starts = new ArrayList<>();
        for (int at = begin; at < end; at = lineEnd(at) + 1) {
            if (pattern.matcher(text).region(at, lineEnd(at)).find()) {
                starts.add(at);
            }
        }
        return starts;
    }

    /** The text without the n-th of those lines; line numbers stay. */
    String without(Pattern pattern, int n) {
        int start = lines(pattern).get(n);
        return text.substring(0, start) + text.substring(lineEnd(start));
    }

    private int lineEnd(int at) {
        int newline = text.indexOf('\n', at);
        return newline < 0 ? text.length() : newline;
    }

    /** An edit that leaves out the n-th line of a kernel that the pattern is found in; other texts pass unchanged. */
    static UnaryOperator<String> leavingOut(String kernel, Pattern pattern, int n) {
        return text -> {
            PtxText found = of(text, kernel);
            return found.end == 0 ? text : found.without(pattern, n);
        };
    }
}
