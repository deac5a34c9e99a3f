package dev.culebra.engine.cpu.loop;

import java.lang.invoke.MethodHandles;

/** Turns specifications into loops, each in a hidden class of its own, which is unloaded when its loop is forgotten. */
final class LoopCompiler {
    private final boolean vectors;
    private final Splicer splicer = new Splicer();

    /**
     * @param vectors whether the Vector API is there to be used
     */
    LoopCompiler(boolean vectors) {
        this.vectors = vectors;
    }

    MapLoop compile(LoopSpec spec) {
        Dialect dialect = vectors && spec.isVectorizable() ? Dialect.vector(spec.arithmetic()) : Dialect.scalar(spec
                .arithmetic());
        byte[] bytes = new LoopWriter(spec, dialect, splicer).write();
        try {
            var hidden = MethodHandles.lookup().defineHiddenClass(bytes, true).lookupClass();
            return (MapLoop) hidden.getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("map: no loop for " + spec, e);
        }
    }
}
