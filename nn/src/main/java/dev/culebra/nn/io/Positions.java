package dev.culebra.nn.io;

import dev.culebra.nn.data.DataException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which tensor of a file is which parameter of a model, by their places; {@link Weights#loadByPosition} gives the rules. */
final class Positions {

    private static final Pattern PART = Pattern.compile("\\d+|\\D+");

    private Positions() {}

    /**
     * @return the file's name for each of the model's
     * @throws DataException if there are not as many groups, or not as many names in one
     */
    static Map<String, String> match(Safetensors file, Collection<String> targets) {
        List<List<String>> ours = groups(targets);
        List<List<String>> theirs = groups(ordered(file.names()));
        if (ours.size() != theirs.size()) {
            throw file.failure("has parameters of %d layers, the model has them in %d", theirs.size(), ours.size());
        }
        Map<String, String> sources = new LinkedHashMap<>();
        for (int i = 0; i < ours.size(); i++) {
            List<String> here = ours.get(i);
            List<String> there = theirs.get(i);
            if (here.size() != there.size()) {
                throw file.failure("layer %d has tensors %s, the model's has %s", i + 1, there, here);
            }
            for (int j = 0; j < here.size(); j++) {
                String end = end(here.get(j));
                String alike = there.stream().filter(name -> end(name).equals(end)).findFirst().orElse(there.get(j));
                sources.put(here.get(j), alike);
            }
        }
        return sources;
    }

    private static List<List<String>> groups(Collection<String> names) {
        SequencedMap<String, List<String>> groups = new LinkedHashMap<>();
        for (String name : names) {
            if (!name.endsWith(Loading.COUNTER)) {
                String beginning = name.substring(0, name.length() - end(name).length());
                groups.computeIfAbsent(beginning, _ -> new ArrayList<>()).add(name);
            }
        }
        return List.copyOf(groups.values());
    }

    private static String end(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private static List<String> ordered(Collection<String> names) {
        List<String> given = List.copyOf(names);
        boolean alphabetical = given.equals(given.stream().sorted().toList());
        return alphabetical ? given.stream().sorted(Positions::compare).toList() : given;
    }

    /** Numbers in names as numbers, the rest as text. */
    private static int compare(String lhs, String rhs) {
        List<String> left = parts(lhs);
        List<String> right = parts(rhs);
        for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
            int order = comparePart(left.get(i), right.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(left.size(), right.size());
    }

    private static int comparePart(String lhs, String rhs) {
        boolean numbers = isDigit(lhs.charAt(0)) && isDigit(rhs.charAt(0));
        return numbers ? new BigInteger(lhs).compareTo(new BigInteger(rhs)) : lhs.compareTo(rhs);
    }

    private static boolean isDigit(char letter) {
        return letter >= '0' && letter <= '9';
    }

    private static List<String> parts(String name) {
        List<String> parts = new ArrayList<>();
        for (Matcher matcher = PART.matcher(name); matcher.find();) {
            parts.add(matcher.group());
        }
        return parts;
    }
}
