package dev.culebra.engine.cuda;

import dev.culebra.cuda.KernelSource;
import dev.culebra.engine.cuda.ptx.MapKernel;
import dev.culebra.engine.cuda.ptx.MapSpec;
import dev.culebra.engine.cuda.ptx.Primitives;
import dev.culebra.engine.cuda.ptx.UpdateKernel;
import dev.culebra.engine.cuda.ptx.UpdateSpec;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/** The kernels of one card, each loaded when first wanted and then kept. */
final class Kernels {
    private static final int DESCRIBED = 60;

    private final Card card;
    private final UnaryOperator<String> edit;
    private final Map<KernelSource, Long> modules = new ConcurrentHashMap<>();
    private final Map<String, Long> functions = new ConcurrentHashMap<>();
    private final Map<MapSpec, Long> maps = new ConcurrentHashMap<>();
    private final Map<UpdateSpec, Long> updates = new ConcurrentHashMap<>();
    private final Primitives primitives = new Primitives(KernelSource.PRIMITIVES.ptx());

    /**
     * @param edit changes PTX before it is loaded: tests make mistakes this way
     */
    Kernels(Card card, UnaryOperator<String> edit) {
        this.card = card;
        this.edit = edit;
    }

    /** A kernel that ships with Culebra. */
    long shipped(KernelSource source, String name) {
        Long known = functions.get(name);
        if (known == null) {
            long module =
                    modules.computeIfAbsent(source, absent -> card.cuda().modules().load(edit.apply(absent.ptx())));
            known = functions.computeIfAbsent(name, absent -> card.cuda().modules().function(module, absent));
        }
        return known;
    }

    /** The kernel of an elementwise function, generated. */
    long map(MapSpec spec) {
        Long known = maps.get(spec);
        return known != null ? known : maps.computeIfAbsent(spec, this::elementwise);
    }

    private long elementwise(MapSpec spec) {
        long function = generated(MapKernel.source(spec, primitives), MapKernel.NAME);
        String formula = spec.structure().toString();
        card.cuda().modules().describe(function, MapKernel.NAME + " of " + (formula.length() <= DESCRIBED
                ? formula
                : formula.substring(0, DESCRIBED) + "…"));
        return function;
    }

    /** The kernel of an update, generated. */
    long update(UpdateSpec spec) {
        Long known = updates.get(spec);
        return known != null ? known : updates.computeIfAbsent(spec, absent -> generated(UpdateKernel.source(absent,
                primitives), UpdateKernel.NAME));
    }

    private long generated(String source, String name) {
        return card.cuda().modules().function(card.cuda().modules().load(edit.apply(source)), name);
    }
}
