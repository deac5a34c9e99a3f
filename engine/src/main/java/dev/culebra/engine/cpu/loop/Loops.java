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
 * MapLoop square = Loops.ofVectors(true).loop(new LoopSpec(Expr.input(0).mul(Expr.input(0)), Arithmetic.F32, f32, f32));
 * }</pre>
 */
public final class Loops {
    /** Names the system property that {@link #ofVectors} reads. */
    public static final String WARM_UP_PROPERTY = "culebra.cpu.warmup";

    private static final int GENERATION = 512;

    private final Kind kind;
    private final int generation;
    private final boolean fused;
    private final Splicer splicer = new Splicer();
    private final WarmUp warmUp = new WarmUp();
    private volatile Map<LoopSpec, CountedLoop> young = new ConcurrentHashMap<>();
    private volatile Map<LoopSpec, CountedLoop> old = new ConcurrentHashMap<>();

    /** What loops are made of. */
    enum Kind {
        SCALARS,
        VECTORS,
        /** Scalars until the JIT compiler has compiled the vectors, where that changes no result. */
        SCALARS_THEN_VECTORS
    }

    Loops(Kind kind, int generation) {
        this(kind, generation, false);
    }

    Loops(Kind kind, int generation, boolean fused) {
        this.kind = kind;
        this.generation = generation;
        this.fused = fused;
        NativeSegments.loadOtherKinds();
    }

    /** Loops of plain Java. */
    public static Loops ofScalars() {
        return new Loops(Kind.SCALARS, GENERATION);
    }

    /**
     * Loops of vectors where the operands allow it; for JVMs that have the Vector API. With the system property
     * {@value #WARM_UP_PROPERTY} set to {@code none} a loop is one of vectors from its first call on, without it from when
     * the JIT compiler has compiled it.
     *
     * @param fused whether to use fused multiply-adds where there is something to gain; in plain Java too, so that the bits are the same
     */
    public static Loops ofVectors(boolean fused) {
        return new Loops("none".equals(System.getProperty(WARM_UP_PROPERTY)) ? Kind.VECTORS
                : Kind.SCALARS_THEN_VECTORS, GENERATION, fused);
    }

    /** The loop for a specification, compiled if it is not there. */
    public MapLoop loop(LoopSpec spec) {
        return counted(spec);
    }

    /** The same, with its count. */
    CountedLoop counted(LoopSpec spec) {
        CountedLoop loop = young.get(spec);
        return loop != null ? loop : find(spec);
    }

    /** Under a lock, so that threads that want the same new loop compile it once. */
    private synchronized CountedLoop find(LoopSpec spec) {
        CountedLoop loop = young.get(spec);
        if (loop == null) {
            CountedLoop known = old.get(spec);
            loop = known != null ? known : make(spec);
            if (young.size() >= generation) {
                old = young;
                young = new ConcurrentHashMap<>();
            }
            young.put(spec, loop);
        }
        return loop;
    }

    private CountedLoop make(LoopSpec spec) {
        if (kind == Kind.SCALARS_THEN_VECTORS && spec.isVectorizable()) {
            var promoted = new CountedLoop[1];
            StripLoop scalars = scalars(spec);
            promoted[0] = new CountedLoop(scalars, spec.weight() + 1,
                    () -> warmUp.start(promoted[0], vectors(spec, scalars), spec));
            return promoted[0];
        }
        return new CountedLoop(compile(spec), 0, () -> {
        });
    }

    private MapLoop compile(LoopSpec spec) {
        if (kind == Kind.SCALARS) {
            return scalars(spec);
        }
        if (spec.isVectorizable()) {
            return vectors(spec, scalars(spec));
        }
        boolean staged = spec.hasVectorArithmetic() && spec.isHeavy();
        return staged ? new StagedLoop(spec, this) : scalars(spec);
    }

    private StripLoop scalars(LoopSpec spec) {
        return new StripLoop(spec,
                (ArrayLoop) define(spec, new LoopWriter(spec, Dialect.scalar(spec.arithmetic(), fused),
                        splicer).arrayLoop()));
    }

    private MapLoop vectors(LoopSpec spec, StripLoop rest) {
        return new VectorLoop(spec, (VectorCode) define(spec, new LoopWriter(spec, Dialect.vector(spec.arithmetic(),
                fused), splicer).vectorLoop()), rest);
    }

    private static Object define(LoopSpec spec, byte[] bytes) {
        try {
            Class<?> hidden = MethodHandles.lookup().defineHiddenClass(bytes, true).lookupClass();
            return hidden.getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("map: no loop for " + spec, e);
        }
    }
}
