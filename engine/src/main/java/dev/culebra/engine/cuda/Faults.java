package dev.culebra.engine.cuda;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.culebra.cuda.Cuda;
import dev.culebra.cuda.KernelArguments;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What the kernels of one stream found wrong with the indices they were given. A kernel leaves such an index out and writes a
 * record into device memory: which operation, where, which index. Nobody waits for that: the record is fetched along with the
 * next thing that the host waits for, and what it says is said then, once.
 *
 * <p>A lane that waits for another one also looks at that one's record, so that an index outside is heard of where its result
 * is read. A kernel touches the record only to write it.
 */
final class Faults {
    /** {@code struct Fault} of {@code fault.cuh}: operation, position, index. */
    private static final long RECORD_BYTES = 24;

    private final Cuda cuda;
    private final CardMemory memory;
    private final ThreadStream stream;
    private final FaultSites sites = new FaultSites();
    private final Set<Lane> followed = new LinkedHashSet<>();
    private final Memory held;
    private volatile boolean watched;

    Faults(Cuda cuda, CardMemory memory, ThreadStream stream) {
        this.cuda = cuda;
        this.memory = memory;
        this.stream = stream;
        this.held = new Memory(cuda, memory, stream);
    }

    /** What is to be freed. Knows no lane: lanes may follow each other, and whoever frees one must not hold on to the others. */
    static final class Memory {
        private final Cuda cuda;
        private final CardMemory memory;
        private final ThreadStream stream;
        private MemorySegment fetched = MemorySegment.NULL;
        private volatile long record;

        private Memory(Cuda cuda, CardMemory memory, ThreadStream stream) {
            this.cuda = cuda;
            this.memory = memory;
            this.stream = stream;
        }

        void close() {
            closeFetched();
            if (record != 0) {
                memory.giveBack(record, RECORD_BYTES, stream.handle());
            }
        }

        private void closeFetched() {
            if (fetched.byteSize() != 0) {
                cuda.memory().freeHost(fetched);
            }
        }
    }

    Memory held() {
        return held;
    }

    /** Adds the two arguments that a checking kernel ends with: the record's address and the operation's number. */
    void addTo(KernelArguments arguments, FaultSite site) {
        if (held.record == 0) {
            long address = memory.take(RECORD_BYTES, stream.handle());
            cuda.memory().fillAsync(address, (byte) 0, RECORD_BYTES, stream.handle());
            held.record = address;
        }
        if (sites.isFull()) {
            await();
            sites.clear();
        }
        watched = true;
        arguments.address(held.record).int64(sites.number(site));
    }

    /** From now until the next check another lane's records are looked at too; that lane has been waited for. */
    void follow(Lane other) {
        List<Lane> theirs = other.faults().sources(other);
        synchronized (this) {
            followed.addAll(theirs);
        }
    }

    private synchronized List<Lane> sources(Lane self) {
        List<Lane> sources = new ArrayList<>(followed);
        if (watched) {
            sources.add(self);
        }
        return sources;
    }

    /**
     * Waits for all that was submitted to the stream.
     *
     * @throws IndexOutOfBoundsException if a kernel was given an index outside its axis
     */
    void await() {
        Look look = look();
        cuda.streams().synchronize(stream.handle());
        look.check();
    }

    /** Fetches the records, if there are any to look at; check what came once the stream has been waited for. */
    Look look() {
        List<Lane> lanes = followed();
        List<Faults> sources = new ArrayList<>();
        if (watched) {
            sources.add(this);
        }
        lanes.forEach(lane -> sources.add(lane.faults()));
        makeRoom(sources.size()); // before anything is taken: where there is no memory for it, it is heard of later
        watched = false;
        forget(lanes);
        for (int i = 0; i < sources.size(); i++) {
            cuda.memory().copyToHostAsync(held.fetched.asSlice(i * RECORD_BYTES), sources.get(i).held.record,
                    RECORD_BYTES,
                    stream.handle());
        }
        return new Look(sources, lanes);
    }

    private synchronized List<Lane> followed() {
        return List.copyOf(followed);
    }

    private synchronized void forget(List<Lane> lanes) {
        lanes.forEach(followed::remove);
    }

    private void makeRoom(int records) {
        if (held.fetched.byteSize() < records * RECORD_BYTES) {
            MemorySegment larger = memory.pin(records * RECORD_BYTES);
            held.closeFetched();
            held.fetched = larger;
        }
    }

    /** What was fetched. */
    final class Look {
        private final List<Faults> sources;
        /** Whose records are read: they are not freed meanwhile. */
        private final List<Lane> lanes;

        private Look(List<Faults> sources, List<Lane> lanes) {
            this.sources = sources;
            this.lanes = lanes;
        }

        /**
         * @throws IndexOutOfBoundsException if a kernel was given an index outside its axis
         */
        void check() {
            for (int i = 0; i < sources.size(); i++) {
                long number = word(3 * i);
                if (number != 0) {
                    cuda.memory().fillAsync(sources.get(i).held.record, (byte) 0, RECORD_BYTES, stream.handle());
                    cuda.streams().synchronize(stream.handle()); // the record is another lane's, who may be about to free it
                    throw sources.get(i).sites.outside(number, word(3 * i + 1), word(3 * i + 2));
                }
            }
            Reference.reachabilityFence(lanes);
        }

        private long word(long i) {
            return held.fetched.getAtIndex(JAVA_LONG, i);
        }
    }
}
