package dev.culebra.engine.cpu.loop;

/** How a loop walks over an operand. */
public enum Access {
    /** One element after the other. */
    CONTIGUOUS,
    /** The same element every time. */
    SCALAR,
    /** A fixed distance apart, known when the loop runs. */
    STRIDED
}
