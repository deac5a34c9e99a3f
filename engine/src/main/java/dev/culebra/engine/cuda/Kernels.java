package dev.culebra.engine.cuda;

import dev.culebra.cuda.KernelSource;
import dev.culebra.engine.cuda.ptx.MapKernel;
import dev.culebra.engine.cuda.ptx.MapSpec;
import dev.culebra.engine.cuda.ptx.Primitives;
import dev.culebra.engine.cuda.ptx.UpdateKernel;
import dev.culebra.engine.cuda.ptx.UpdateSpec;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The kernels of one card, each loaded when first wanted and then kept. */
final class Kernels {
    private final Card card;
    private final Map<KernelSource, Long> modules = new ConcurrentHashMap<>();
    private final Map<String, Long> functions = new ConcurrentHashMap<>();
    private final Map<MapSpec, Long> maps = new ConcurrentHashMap<>();
    private final Map<UpdateSpec, Long> updates = new ConcurrentHashMap<>();
    private final Primitives primitives = new Primitives(KernelSource.PRIMITIVES.ptx());

    Kernels(Card card) {
        this.card = card;
    }

    /** A kernel that ships with Culebra. */
    long shipped(KernelSource source, String name) {
        Long known = functions.get(name);
        if (known == null) {
            long module = modules.computeIfAbsent(source, absent -> card.cuda().modules().load(absent.ptx()));
            known = functions.computeIfAbsent(name, absent -> card.cuda().modules().function(module, absent));
        }
        return known;
    }

    /** The kernel of an elementwise function, generated. */
    long map(MapSpec spec) {
        Long known = maps.get(spec);
        return known != null ? known : maps.computeIfAbsent(spec, absent -> generated(MapKernel.source(absent,
                primitives), MapKernel.NAME));
    }

    /** The kernel of an update, generated. */
    long update(UpdateSpec spec) {
        Long known = updates.get(spec);
        return known != null ? known : updates.computeIfAbsent(spec, absent -> generated(UpdateKernel.source(absent,
                primitives), UpdateKernel.NAME));
    }

    private long generated(String source, String name) {
        return card.cuda().modules().function(card.cuda().modules().load(source), name);
    }
}
