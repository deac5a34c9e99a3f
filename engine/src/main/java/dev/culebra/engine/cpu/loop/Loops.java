package dev.culebra.engine.cpu.loop;

import dev.culebra.engine.cpu.WarmUp;
import java.lang.invoke.MethodHandles;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Compiles loops and keeps them for the next time. A loop has a hidden class of its own, which is unloaded with the loop's
 * last use after it was dropped here.
 *
 * <p>Loops are kept in two generations: one that was not used while a whole generation of others was is dropped.
 *
 * <pre>{@code
 * var f32 = Operand.of(DType.F32, Access.CONTIGUOUS);
 * MapLoop square = Loops.ofScalars().loop(new LoopSpec(Expr.input(0).mul(Expr.input(0)), Arithmetic.F32, f32, f32));
 * }</pre>
 */
public final class Loops {
    private static final int GENERATION = 512;

    private final Kind kind;
    private final int generation;
    private final boolean fused;
    private final Splicer splicer = new Splicer();
    private final Optional<WarmUp> warmUp;
    private volatile Map<LoopSpec, CountedLoop> young = new ConcurrentHashMap<>();
    private volatile Map<LoopSpec, CountedLoop> old = new ConcurrentHashMap<>();

    /** What loops are made of. */
    enum Kind {
        SCALARS,
        VECTORS
    }

    Loops(Kind kind, int generation) {
        this(kind, generation, false);
    }

    Loops(Kind kind, int generation, boolean fused) {
        this(kind, generation, fused, Optional.empty());
    }

    Loops(Kind kind, int generation, boolean fused, Optional<WarmUp> warmUp) {
        this.kind = kind;
        this.generation = generation;
        this.fused = fused;
        this.warmUp = warmUp;
        NativeSegments.loadOtherKinds();
    }

    /** Loops of plain Java. */
    public static Loops ofScalars() {
        return new Loops(Kind.SCALARS, GENERATION);
    }

    /**
     * Loops of vectors where the operands allow it; for JVMs that have the Vector API.
     *
     * @param fused whether to use fused multiply-adds where there is something to gain; in plain Java too, so that the bits are the same
     * @param warmUp if given, a loop is one of vectors from when the JIT compiler has compiled it, else from its first call on
     */
    public static Loops ofVectors(boolean fused, Optional<WarmUp> warmUp) {
        return new Loops(Kind.VECTORS, GENERATION, fused, warmUp);
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
        if (kind == Kind.VECTORS && warmUp.isPresent() && spec.isVectorizable()) {
            var promoted = new CountedLoop[1];
            StripLoop scalars = scalars(spec);
            promoted[0] = new CountedLoop(scalars, spec.weight() + 1,
                    () -> warmUp.get().start(new LoopRehearsal(promoted[0], vectors(spec, scalars), spec)));
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
