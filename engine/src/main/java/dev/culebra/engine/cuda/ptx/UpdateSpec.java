package dev.culebra.engine.cuda.ptx;

import dev.culebra.engine.Update;

/**
 * All that the code of an update's kernel depends on: the key that it is cached by.
 *
 * <pre>{@code
 * String ptx = UpdateKernel.source(new UpdateSpec(sgd, Compute.F32, 4), primitives);
 * }</pre>
 *
 * <p>The kernel is called {@value UpdateKernel#NAME}; its parameters are the address of a table of groups, 64 bits, and the
 * number of groups, 32 bits. A group is a row of the table, of {@link #rowLength()} numbers of 64 bits:
 *
 * <ol>
 * <li>the number of the group's first block. Each block computes {@link UpdateKernel#BLOCK_ELEMENTS} elements of one group;
 * groups follow one another without a gap, from block 0;
 * <li>the elements of each of its tensors, at least 1;
 * <li>the address of its first scalar;
 * <li>the address of the first element of each tensor.
 * </ol>
 *
 * @param update the assignments
 * @param compute F32 or F64: the type of tensors and scalars
 * @param width elements that a thread takes at once: 1, or a vector of 16 bytes if all tensors are aligned to that
 */
public record UpdateSpec(Update update, Compute compute, int width) {
    /** Numbers in a row that come before the tensors' addresses. */
    public static final int HEAD = 3;

    /** Numbers in a row of the table. */
    public int rowLength() {
        return HEAD + update.tensors();
    }
}
