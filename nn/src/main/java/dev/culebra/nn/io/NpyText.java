package dev.culebra.nn.io;

import dev.culebra.engine.Shape;
import dev.culebra.nn.data.DataException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Reads the text in an {@code .npy} file's header: a Python dictionary with three entries, nothing else of that language. */
final class NpyText {

    /** Makes an error of a rule and its values. */
    interface Failure {
        DataException of(String rule, Object... values);
    }

    private final String text;
    private final Failure failure;
    private int at;
    private Optional<String> description = Optional.empty();
    private Optional<Boolean> fortran = Optional.empty();
    private Optional<long[]> shape = Optional.empty();

    private NpyText(String text, Failure failure) {
        this.text = text;
        this.failure = failure;
    }

    static NpyHeader parse(String text, Failure failure) {
        return new NpyText(text, failure).parse();
    }

    private NpyHeader parse() {
        Set<String> keys = new HashSet<>();
        expect('{');
        while (!next('}')) {
            String key = string();
            if (!keys.add(key)) {
                throw failure.of("header names %s twice", key);
            }
            expect(':');
            switch (key) {
                case "descr" -> description = Optional.of(description());
                case "fortran_order" -> fortran = Optional.of(truth());
                case "shape" -> shape = Optional.of(tuple());
                default -> throw failure.of("header has unknown key \"%s\"", key);
            }
            if (!next(',')) {
                expect('}');
                break;
            }
        }
        skipBlanks();
        if (at < text.length()) {
            throw failure.of("header goes on at its letter %d", at);
        }
        return header(
                description.orElseThrow(() -> failure.of("header has no descr")),
                fortran.orElseThrow(() -> failure.of("header has no fortran_order")),
                shape.orElseThrow(() -> failure.of("header has no shape")));
    }

    private NpyHeader header(String description, boolean isFortran, long[] sizes) {
        char order = description.isEmpty() ? ' ' : description.charAt(0);
        ElementType type = switch (description.isEmpty() ? "" : description.substring(1)) {
            case "f2" -> ElementType.F16;
            case "f4" -> ElementType.F32;
            case "f8" -> ElementType.F64;
            case "i1" -> ElementType.I8;
            case "i2" -> ElementType.I16;
            case "i4" -> ElementType.I32;
            case "i8" -> ElementType.I64;
            case "u1" -> ElementType.U8;
            case "u2" -> ElementType.U16;
            case "u4" -> ElementType.U32;
            case "b1" -> ElementType.BOOL;
            default -> throw failure.of("has elements of type \"%s\", which cannot be read", description);
        };
        if ("<>=|".indexOf(order) < 0 || order == '|' && type.bytes() > 1) {
            throw failure.of("has elements of type \"%s\", which cannot be read", description);
        }
        OptionalLong bytes = Elements.bytes(sizes, type.bytes());
        if (bytes.isEmpty()) {
            throw failure.of("shape %s %s has more than 2^63 - 1 bytes", Arrays.toString(sizes), type);
        }
        ByteOrder byteOrder = order == '>' ? ByteOrder.BIG_ENDIAN : order == '='
                ? ByteOrder.nativeOrder()
                : ByteOrder.LITTLE_ENDIAN;
        return new NpyHeader(type, byteOrder, isFortran, Shape.of(sizes));
    }

    private String description() {
        skipBlanks();
        if (at < text.length() && text.charAt(at) == '[') {
            throw failure.of("has records with fields, which cannot be read");
        }
        return string();
    }

    private boolean truth() {
        skipBlanks();
        for (String word : List.of("True", "False")) {
            if (text.startsWith(word, at)) {
                at += word.length();
                return word.equals("True");
            }
        }
        throw failure.of("header: fortran_order at letter %d is neither True nor False", at);
    }

    private long[] tuple() {
        List<Long> sizes = new ArrayList<>();
        expect('(');
        while (!next(')')) {
            sizes.add(number());
            if (!next(',')) {
                expect(')');
                break;
            }
        }
        return sizes.stream().mapToLong(Long::longValue).toArray();
    }

    private long number() {
        skipBlanks();
        int from = at;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        String digits = text.substring(from, at);
        if (digits.isEmpty()) {
            throw failure.of("header: size at letter %d is not a whole number ≥ 0", from);
        }
        if (digits.length() > 18) {
            throw failure.of("header: size %s is too large", digits);
        }
        return Long.parseLong(digits);
    }

    private String string() {
        skipBlanks();
        char quote = at < text.length() ? text.charAt(at) : ' ';
        int end = quote == '\'' || quote == '"' ? text.indexOf(quote, at + 1) : -1;
        if (end < 0) {
            throw failure.of("header: no string at letter %d", at);
        }
        String string = text.substring(at + 1, end);
        at = end + 1;
        return string;
    }

    private void expect(char wanted) {
        if (!next(wanted)) {
            throw failure.of("header: no '%s' at letter %d", wanted, at);
        }
    }

    private boolean next(char wanted) {
        skipBlanks();
        boolean found = at < text.length() && text.charAt(at) == wanted;
        at += found ? 1 : 0;
        return found;
    }

    private void skipBlanks() {
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\n')) {
            at++;
        }
    }
}
