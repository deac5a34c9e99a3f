package dev.culebra.engine.cuda.ptx;

import java.util.Map;
import java.util.TreeMap;

/** Lines of PTX, and the registers they use: each is written once, and declared at the top. */
final class Code {
    private final StringBuilder lines = new StringBuilder();
    private final Map<String, Integer> registers = new TreeMap<>();
    private int labels;

    /** A register that no one has used, with this prefix, as in {@code %f}. */
    String register(String prefix) {
        return prefix + registers.merge(prefix, 1, Integer::sum);
    }

    /** A label that no one has used. */
    String label(String name) {
        return "$" + name + labels++;
    }

    /** One instruction, without semicolon. */
    void line(String format, Object... arguments) {
        lines.append('\t').append(format.formatted(arguments)).append(";\n");
    }

    /** An instruction whose result goes to a new register with this prefix, which comes before the operands. */
    String into(String prefix, String instruction, Object... operands) {
        String register = register(prefix);
        lines.append('\t').append(instruction).append(' ').append(register);
        for (Object operand : operands) {
            lines.append(", ").append(operand);
        }
        lines.append(";\n");
        return register;
    }

    /** Opens a block: what is declared in it is known only there. */
    void open() {
        lines.append("\t{\n");
    }

    void close() {
        lines.append("\t}\n");
    }

    void place(String label) {
        lines.append(label).append(":\n");
    }

    /** The declarations, then the lines. */
    String text() {
        StringBuilder text = new StringBuilder();
        registers.forEach((prefix, count) -> text.append("\t.reg ").append(type(prefix)).append(' ').append(prefix)
                .append('<').append(count + 1).append(">;\n"));
        return text.append(lines).toString();
    }

    private static String type(String prefix) {
        return switch (prefix) {
            case "%p" -> ".pred";
            case "%h" -> ".b16";
            case "%r" -> ".b32";
            case "%rd" -> ".b64";
            case "%f" -> ".f32";
            case "%fd" -> ".f64";
            default -> throw new IllegalArgumentException("no type for registers " + prefix);
        };
    }
}
