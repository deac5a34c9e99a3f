package dev.culebra.engine.cpu.loop;

import java.lang.invoke.MethodHandles;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Compiles loops and keeps them for the next time. A loop has a hidden class of its own, which is unloaded with the loop's
 * last use after it was dropped here.
 *
 * <p>Loops are kept in two generations: one that was not used while a whole generation of others was is dropped.
 *
 * <pre>{@code
 * var f32 = Operand.of(DType.F32, Access.CONTIGUOUS);
 * MapLoop exp = Loops.ofVectors().loop(new LoopSpec(Expr.input(0).exp(), Arithmetic.F32, f32, f32));
 * }</pre>
 */
public final class Loops {
    private static final int GENERATION = 512;

    private final boolean vectors;
    private final int generation;
    private final Splicer splicer = new Splicer();
    private volatile Map<LoopSpec, MapLoop> young = new ConcurrentHashMap<>();
    private volatile Map<LoopSpec, MapLoop> old = new ConcurrentHashMap<>();

    Loops(boolean vectors, int generation) {
        this.vectors = vectors;
        this.generation = generation;
    }

    /** Loops of plain Java. */
    public static Loops ofScalars() {
        return new Loops(false, GENERATION);
    }

    /** Loops of vectors where the operands allow it; for JVMs that have the Vector API. */
    public static Loops ofVectors() {
        return new Loops(true, GENERATION);
    }

    /** The loop for a specification, compiled if it is not there. */
    public MapLoop loop(LoopSpec spec) {
        MapLoop loop = young.get(spec);
        return loop != null ? loop : find(spec);
    }

    /** Under a lock, so that threads that want the same new loop compile it once. */
    private synchronized MapLoop find(LoopSpec spec) {
        MapLoop loop = young.get(spec);
        if (loop == null) {
            MapLoop known = old.get(spec);
            loop = known != null ? known : compile(spec);
            if (young.size() >= generation) {
                old = young;
                young = new ConcurrentHashMap<>();
            }
            young.put(spec, loop);
        }
        return loop;
    }

    private MapLoop compile(LoopSpec spec) {
        if (vectors && spec.isVectorizable()) {
            return define(spec, Dialect.vector(spec.arithmetic()));
        }
        if (vectors && spec.arithmetic() != Arithmetic.I64 && spec.isHeavy()) {
            return new StagedLoop(spec, this);
        }
        return define(spec, Dialect.scalar(spec.arithmetic()));
    }

    private MapLoop define(LoopSpec spec, Dialect dialect) {
        byte[] bytes = new LoopWriter(spec, dialect, splicer).write();
        try {
            Class<?> hidden = MethodHandles.lookup().defineHiddenClass(bytes, true).lookupClass();
            return (MapLoop) hidden.getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("map: no loop for " + spec, e);
        }
    }
}
