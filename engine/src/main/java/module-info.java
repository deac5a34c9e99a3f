import org.jspecify.annotations.NullMarked;

/**
 * Tensors, the expressions that elementwise functions are written in, and the backends that execute both.
 *
 * <p>The Vector API is optional: a JVM started without {@code --add-modules jdk.incubator.vector} computes the same
 * results with scalar loops.
 */
@NullMarked
module dev.culebra.engine {
    requires dev.culebra.cuda;
    requires static jdk.incubator.vector;
    requires static org.jspecify;

    exports dev.culebra.engine;
    exports dev.culebra.engine.backend;
    exports dev.culebra.engine.expr;
    exports dev.culebra.engine.interop;
}
