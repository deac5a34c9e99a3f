package dev.culebra.engine.cpu.loop;

import dev.culebra.engine.DType;

/**
 * What a loop is compiled for, of one operand.
 *
 * <pre>{@code
 * Operand weights = new Operand(DType.F32, Access.CONTIGUOUS);
 * }</pre>
 */
public record Operand(DType dtype, Access access) {}
