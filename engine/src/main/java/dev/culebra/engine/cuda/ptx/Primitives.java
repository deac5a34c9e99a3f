package dev.culebra.engine.cuda.ptx;

import dev.culebra.engine.expr.Instruction;
import dev.culebra.engine.expr.Program;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The functions that generated kernels call: a PTX file cut into its definitions, of which a kernel gets those that it needs,
 * directly or indirectly, and no others, so that the driver has little to compile.
 */
public final class Primitives {
    private static final Pattern NAMED = Pattern.compile("[\\w$]+");
    private static final Pattern FUNCTION = Pattern.compile("\\.func\\s+(?:\\([^)]*\\)\\s*)?([\\w$]+)");
    private static final Pattern TABLE = Pattern.compile("\\.(?:global|const)\\s[^=;]*?([\\w$]+)\\[");

    private final Map<String, String> definitions = new LinkedHashMap<>();

    /**
     * @param ptx a file of functions and tables, as nvcc writes it
     */
    public Primitives(String ptx) {
        int depth = 0;
        StringBuilder item = new StringBuilder();
        for (String line : ptx.lines().toList()) {
            String text = line.replaceFirst("//.*", "");
            if (depth == 0 && item.isEmpty() && (text.isBlank() || isHeader(text))) {
                continue;
            }
            item.append(text).append('\n');
            depth += count(text, '{') - count(text, '}');
            boolean ends = text.strip().endsWith(";") || text.strip().endsWith("}");
            if (depth == 0 && ends) {
                define(item.toString());
                item.setLength(0);
            }
        }
    }

    private static boolean isHeader(String line) {
        return line.startsWith(".version") || line.startsWith(".target") || line.startsWith(".address_size");
    }

    private static int count(String text, char c) {
        return (int) text.chars().filter(each -> each == c).count();
    }

    /** Keeps a function with its body, or a table; a declaration is not needed where definitions come in order. */
    private void define(String item) {
        Matcher function = FUNCTION.matcher(item);
        Matcher table = TABLE.matcher(item);
        if (function.find()) {
            if (item.contains("{")) {
                definitions.put(function.group(1), item);
            }
        } else if (table.find()) {
            definitions.put(table.group(1), item);
        }
    }

    /** The name of a primitive: {@code culebra_exp_f32}. */
    static String function(String name, Compute compute) {
        return "culebra_%s_%s".formatted(name, compute.suffix());
    }

    /** The definitions that programs call, each before its use. */
    String neededBy(List<Program> programs, Compute compute) {
        Set<String> needed = new LinkedHashSet<>();
        programs.forEach(program -> collect(program, compute, needed));
        StringBuilder text = new StringBuilder();
        needed.forEach(name -> text.append(definitions.get(name)));
        return text.toString();
    }

    private void collect(Program program, Compute compute, Set<String> needed) {
        for (Instruction instruction : program.instructions()) {
            String name = switch (instruction) {
                case Instruction.Apply1(var op, int _) -> op.name();
                case Instruction.Apply2(var op, int _, int _) -> op.name();
                case Instruction.Load _ -> "";
                case Instruction.Const _ -> "";
                case Instruction.Choose _ -> "";
            };
            String function = function(name.toLowerCase(Locale.ROOT), compute);
            if (definitions.containsKey(function)) {
                collect(function, needed, new ArrayDeque<>());
            }
        }
    }

    /** Adds what a definition names before the definition itself; {@code path} leads to it. */
    private void collect(String name, Set<String> needed, Deque<String> path) {
        if (needed.contains(name) || path.contains(name)) {
            return;
        }
        path.push(name);
        Matcher names = NAMED.matcher(definitions.get(name));
        while (names.find()) {
            if (definitions.containsKey(names.group())) {
                collect(names.group(), needed, path);
            }
        }
        path.pop();
        needed.add(name);
    }
}
