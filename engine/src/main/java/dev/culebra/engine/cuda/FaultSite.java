package dev.culebra.engine.cuda;

/** An operation whose kernel checks indices: equal sites say the same of the same index. */
interface FaultSite {
    /**
     * What to say of an index that lies outside.
     *
     * @param position of the index, in row-major order
     */
    IndexOutOfBoundsException outside(long position, long index);
}
