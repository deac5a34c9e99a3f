package dev.culebra.engine.backend;

import dev.culebra.engine.Device;
import dev.culebra.engine.Distribution;
import dev.culebra.engine.Epilogue;
import dev.culebra.engine.MemoryUse;
import dev.culebra.engine.Reduction;
import dev.culebra.engine.Storage;
import dev.culebra.engine.Update;
import dev.culebra.engine.View;
import dev.culebra.engine.expr.Expr;
import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * Executes operations on the storages of one device: memory, five verbs, and a few row kernels that have a default in
 * terms of the verbs. {@link dev.culebra.engine.Tensor} has checked shapes, dtypes and devices before; a backend trusts
 * its arguments. Every operation may return before it is done, as long as later ones on the same thread see its result.
 *
 * <p>What an operation finds wrong with the values it is given – an index outside its axis – is an
 * {@link IndexOutOfBoundsException}: thrown by the operation itself where it is done when it returns, as on the CPU; on a card
 * by the next call of this thread that waits for it ({@link #download}, {@link #synchronize}, {@link #trim}), or of another
 * thread that was handed its result, and once. It names the operation, the index, where it stands, and the axis. Nothing
 * outside the operands is read or written meanwhile.
 *
 * <p>Unless a verb says otherwise, an output must not overlap an input.
 *
 * <p>Safe for use by several threads, on storages that no other thread writes.
 */
public interface Backend {
    /** The device that this backend serves. */
    Device device();

    /** One line for people: processor or card, width, threads. */
    String description();

    /**
     * A block of at least {@code bytes} bytes with undefined content, aligned to 64 bytes; one reference, the caller's.
     *
     * @throws dev.culebra.engine.DeviceMemoryException if there is not enough memory even without the spare blocks
     */
    Storage allocate(long bytes);

    /** Copies host memory into a storage, from {@code offset} bytes; done with {@code source} when it returns. */
    void upload(MemorySegment source, Storage target, long offset);

    /** Copies a storage, from {@code offset} bytes, to host memory; the bytes are there when it returns. */
    void download(Storage source, long offset, MemorySegment target);

    /** Waits until all that this thread has started is done. */
    void synchronize();

    /** Memory in use now. */
    MemoryUse memory();

    /** Gives spare blocks back to the system. */
    void trim();

    /**
     * Any elementwise function: {@code output[i] = f(inputs[0][i], inputs[1][i], …)}.
     *
     * <p>All inputs have the output's shape (broadcast axes have stride 0). Computed in F64 if an input or the output is
     * F64, else in F32 if one is F32, else in 64-bit integers; BOOL counts as 0 or 1 and never decides. A BOOL output is
     * 1 where the value is not 0. The output may be one of the inputs, with the same layout.
     *
     * @param f uses inputs 0 to {@code inputs.length} − 1
     */
    void map(Expr f, View[] inputs, View output);

    /**
     * Reduces some axes of the input.
     *
     * @param axes true for each axis to reduce; ARGMAX and ARGMIN have exactly one
     * @param output the input's shape with size 1 for each reduced axis; the input's dtype, or I64 for an index. SUM over
     *     BOOL, U8 or I32 has an I64 output
     */
    void reduce(Reduction reduction, View input, boolean[] axes, View output);

    /**
     * Batched matrix product: {@code output[…, i, j] = epilogue(Σ_p lhs[…, i, p] · rhs[…, p, j])}. F32 or F64, all alike.
     *
     * @param lhs {@code [batch…, m, k]}, any strides
     * @param rhs {@code [batch…, k, n]}, any strides
     * @param output {@code [batch…, m, n]}, batch axes equal to those of both operands (broadcast ones have stride 0); may
     *     be an operand of the epilogue, with the same layout
     * @param epilogue its operands have the output's shape
     */
    void matmul(View lhs, View rhs, View output, Epilogue epilogue);

    /**
     * Copies between layouts and dtypes of one shape. Floating to integer truncates toward zero and saturates at the ends of
     * the type, which are 0 and 255 for U8 (NaN to 0); integer to a narrower integer keeps the low bits; anything to BOOL is
     * 1 where it is not 0.
     */
    void copy(View input, View output);

    /**
     * Takes elements along an axis by index: {@code output[…, i, …] = source[…, index[…, i, …], …]}.
     *
     * @param source same shape as the output except along {@code axis}
     * @param index I64 with the output's shape; an index broadcast over all axes but {@code axis} takes whole rows
     * @throws IndexOutOfBoundsException if an index lies outside the axis, perhaps later; the output's content is then
     *     undefined
     */
    void gather(View source, View index, int axis, View output);

    /**
     * Adds elements along an axis by index: {@code output[…, index[…, i, …], …] += source[…, i, …]}. The order of
     * additions to one element is that of {@code i}, so that the result does not depend on the number of threads.
     *
     * @param source F32, F64, I32 or I64, the output's dtype
     * @param index I64 with the source's shape
     * @throws IndexOutOfBoundsException if an index lies outside the axis; the output is then unchanged. Where this is
     *     thrown later, what the other indices add has been added
     */
    void scatterAdd(View source, View index, int axis, View output);

    /**
     * Random numbers by Philox 4×32-10: element i, in row-major order, is a function of the seed and
     * {@code counter + i} alone, the same on every backend.
     *
     * @param output F32 or F64, contiguous
     */
    void random(Distribution distribution, long seed, long counter, View output);

    /** Softmax along an axis, {@code exp(x − max) / Σ exp(x − max)}; F32 or F64, output of the input's shape. */
    default void softmax(View input, int axis, View output) {
        RowKernels.softmax(this, input, axis, output);
    }

    /** Logarithm of the softmax along an axis, {@code x − max − log Σ exp(x − max)}; F32 or F64. */
    default void logSoftmax(View input, int axis, View output) {
        RowKernels.logSoftmax(this, input, axis, output);
    }

    /**
     * Makes an update's assignments in every group, computed in the group's dtype.
     *
     * @param groups each the tensors of a group, of one shape and floating dtype, and last its scalars, {@code [scalars]} of
     *     that dtype; dtypes may differ from group to group
     */
    default void update(Update update, List<View[]> groups) {
        Updates.oneByOne(this, update, groups);
    }
}
