package dev.culebra.engine.cpu.loop;

import dev.culebra.engine.DType;

/**
 * What a loop is compiled for, of one operand.
 *
 * <pre>{@code
 * Operand weights = Operand.of(DType.F32, Access.CONTIGUOUS);
 * }</pre>
 */
public record Operand(DType dtype, Access access) {
    private static final Operand[][] ALL = all();

    private static Operand[][] all() {
        var all = new Operand[DType.values().length][Access.values().length];
        for (DType dtype : DType.values()) {
            for (Access access : Access.values()) {
                all[dtype.ordinal()][access.ordinal()] = new Operand(dtype, access);
            }
        }
        return all;
    }

    /**
     * Bytes from one element to the next.
     *
     * @param strided that number if the walk is STRIDED
     */
    long stride(long strided) {
        return switch (access) {
            case CONTIGUOUS -> dtype.bytes();
            case SCALAR -> 0;
            case STRIDED -> strided;
        };
    }

    /** The operand of this description; always the same object. */
    public static Operand of(DType dtype, Access access) {
        return ALL[dtype.ordinal()][access.ordinal()];
    }
}
