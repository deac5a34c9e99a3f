package dev.culebra.engine.cuda.ptx;

/** How a kernel finds an operand's element number i. */
public enum Walk {
    /** The elements lie in the order of the numbers, without gaps. */
    LINEAR,
    /** One element serves all numbers. */
    SCALAR,
    /** By the index along each axis and the axis' stride. */
    STRIDED
}
