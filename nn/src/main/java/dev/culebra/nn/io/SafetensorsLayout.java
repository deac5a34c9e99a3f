package dev.culebra.nn.io;

import dev.culebra.nn.data.DataException;
import dev.culebra.nn.io.Safetensors.Entry;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Where the tensors of a safetensors file lie: one after the other, every byte in exactly one of them. */
final class SafetensorsLayout {

    private SafetensorsLayout() {}

    /**
     * @param first number of the byte that follows the header
     * @throws DataException if tensors overlap, or bytes belong to none
     */
    static void check(BinaryFile file, long first, Collection<Entry> entries) {
        List<Entry> ordered =
                entries.stream().sorted(Comparator.comparingLong(Entry::from).thenComparingLong(Entry::to))
                        .toList();
        long end = 0;
        String last = "";
        for (Entry entry : ordered) {
            if (entry.from() < end) {
                throw file.failure(
                        "tensors \"%s\" and \"%s\" overlap: one ends at byte %,d of the data, the other begins at "
                                + "byte %,d",
                        last, entry.name(), end, entry.from());
            }
            if (entry.from() > end) {
                throw file.failure("bytes %,d to %,d of the data, before tensor \"%s\", belong to no tensor", end, entry
                        .from(), entry.name());
            }
            end = entry.to();
            last = entry.name();
        }
        if (end != file.size() - first) {
            throw file.failure("bytes %,d to %,d of the data, after the last tensor, belong to no tensor", end,
                    file.size()
                            - first);
        }
    }
}
