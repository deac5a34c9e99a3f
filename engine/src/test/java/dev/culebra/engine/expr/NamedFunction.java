package dev.culebra.engine.expr;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A function of {@link Activations} or {@link Losses} and what it is called there. */
public record NamedFunction(String name, Expr f) {

    /** Returns the public constants and what the public factories make of small positive, increasing arguments. */
    public static List<NamedFunction> all(Class<?> library) throws ReflectiveOperationException {
        var functions = new ArrayList<NamedFunction>();
        for (var field : library.getDeclaredFields()) {
            if (Modifier.isPublic(field.getModifiers()) && field.getType() == Expr.class) {
                functions.add(new NamedFunction(field.getName(), (Expr) field.get(null)));
            }
        }
        for (Method factory : library.getDeclaredMethods()) {
            if (Modifier.isPublic(factory.getModifiers())) {
                Object[] arguments = {0.3, 0.9};
                var f = (Expr) factory.invoke(null, Arrays.copyOf(arguments, factory.getParameterCount()));
                functions.add(new NamedFunction(factory.getName(), f));
            }
        }
        return functions;
    }
}
