package dev.culebra.engine.backend;

import dev.culebra.engine.ClassTargets;
import dev.culebra.engine.Device;
import dev.culebra.engine.Distribution;
import dev.culebra.engine.Epilogue;
import dev.culebra.engine.MemoryUse;
import dev.culebra.engine.Reduction;
import dev.culebra.engine.Storage;
import dev.culebra.engine.Update;
import dev.culebra.engine.View;
import dev.culebra.engine.Window;
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
 *
 * <pre>{@code
 * Backend backend = Device.of("cpu").backend();
 * backend.synchronize(); // what was submitted is done
 * }</pre>
 */
public interface Backend {
    /** The device that this backend serves. */
    Device device();

    /** One line for people: processor or card, width, threads. */
    String description();

    /** Whether operations return before they are done, so that those of several threads can be under way at a time. */
    default boolean isAsynchronous() {
        return false;
    }

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

    /**
     * Two-dimensional convolution: {@code output[b, o, y, x] = epilogue(Σ_{c, i, j} weight[o, c, i, j] · input[b, g + c, y·s + i·d − p,
     * x·s + j·d − p])}, with the window's strides s, dilations d and paddings p, and {@code g} the first channel of o's group.
     * Outside the image the input is 0. F32 or F64, all alike.
     *
     * @param input {@code [n, channels, h, w]}
     * @param weight {@code [out, channels / groups, height, width]}, the window's size; the number of groups follows from it
     * @param output {@code [n, out, rows, columns]}
     * @param epilogue its operands have the output's shape, and do not overlap the output
     */
    default void convolve(View input, View weight, Window window, View output, Epilogue epilogue) {
        ConvolutionKernels.convolve(this, input, weight, window, output, epilogue);
    }

    /**
     * Gradient of {@link #convolve} with respect to its input: what each window got is handed back to the elements it looked at,
     * {@code Σ_{o, i, j} weight[o, c, i, j] · upstream[b, o, y, x]} over all o, i, j, y, x for which it looked at the element.
     * Around the upstream gradient there may be zeros that count, so that an infinite weight may give NaN.
     *
     * @param upstream {@code [n, out, rows, columns]}
     * @param weight as {@link #convolve}
     * @param inputGradient {@code [n, channels, h, w]}
     */
    default void convolveInputGradient(View upstream, View weight, Window window, View inputGradient) {
        ConvolutionKernels.inputGradient(this, upstream, weight, window, inputGradient);
    }

    /**
     * Gradient of {@link #convolve} with respect to its weight, {@code Σ_{b, y, x} upstream[b, o, y, x] · input[b, g + c, y·s + i·d − p,
     * x·s + j·d − p]}. An element that is not finite may make NaN of all that its channel contributes to.
     *
     * @param input as {@link #convolve}
     * @param upstream {@code [n, out, rows, columns]}
     * @param weightGradient {@code [out, channels / groups, height, width]}
     */
    default void convolveWeightGradient(View input, View upstream, Window window, View weightGradient) {
        ConvolutionKernels.weightGradient(this, input, upstream, window, weightGradient);
    }

    /**
     * Reduces each window of the last two axes: {@code […, h, w]} to {@code […, rows, columns]}. Padding changes nothing.
     *
     * @param reduction SUM, MAX or MIN
     * @param input F32 or F64
     * @param output of the input's dtype
     */
    default void pool(Reduction reduction, View input, Window window, View output) {
        PoolingKernels.pool(this, reduction, input, window, output);
    }

    /**
     * Gradient of {@link #pool} by MAX: what belongs to a window goes to the first element, by rows, that is its maximum, or NaN.
     *
     * @param output what {@link #pool} wrote
     * @param upstream gradient of the output
     * @param inputGradient of the input's shape
     */
    default void maxPoolGradient(View input, View output, View upstream, Window window, View inputGradient) {
        PoolingKernels.maxGradient(this, input, output, upstream, window, inputGradient);
    }

    /** Softmax along an axis, {@code exp(x − max) / Σ exp(x − max)}; F32 or F64, output of the input's shape. */
    default void softmax(View input, int axis, View output) {
        RowKernels.softmax(this, input, axis, output);
    }

    /** Logarithm of the softmax along an axis, {@code x − max − log Σ exp(x − max)}; F32 or F64. */
    default void logSoftmax(View input, int axis, View output) {
        RowKernels.logSoftmax(this, input, axis, output);
    }

    /**
     * Cross-entropy of rows of logits, {@code −(1 − ε)·w[label]·log p[label] − (ε / classes)·Σ_c w[c]·log p[c]} with
     * {@code p = softmax(row)}; 0 for a row whose label is ignored.
     *
     * @param logits {@code [n, classes]}, F32 or F64
     * @param losses {@code [n]}, of the logits' dtype
     * @param weights {@code [n]}, of the logits' dtype: {@code w[label]}, or 0 where the label is ignored
     * @throws IndexOutOfBoundsException if a label that is not ignored lies outside {@code [0, classes)}, at the latest from
     *     the next call on this thread that waits for the device; the outputs' content is then undefined
     */
    default void crossEntropy(View logits, ClassTargets targets, View losses, View weights) {
        CrossEntropyKernels.losses(this, logits, targets, losses, weights);
    }

    /**
     * Gradient of {@code Σ_i scale[i]·losses[i]} of {@link #crossEntropy}:
     * {@code scale·((1 − ε)·w[label]·(p − onehot(label)) + (ε / classes)·(p·Σ_c w[c] − w))}; 0 for a row whose label is
     * ignored.
     *
     * @param scale {@code [n]}, of the logits' dtype
     * @param output of the logits' shape and dtype
     * @throws IndexOutOfBoundsException as {@link #crossEntropy}
     */
    default void crossEntropyGradient(View logits, ClassTargets targets, View scale, View output) {
        CrossEntropyKernels.gradient(this, logits, targets, scale, output);
    }

    /**
     * Mean and variance, {@code Σ(x − mean)² / n}, along some axes; NaN over no elements. Computed such that a mean that is
     * large beside the deviation costs the variance no digits.
     *
     * @param input F32 or F64
     * @param mean the input's shape with size 1 along those axes, and its dtype
     * @param variance likewise
     */
    default void moments(View input, View mean, View variance) {
        NormalizationKernels.moments(this, input, mean, variance);
    }

    /**
     * {@code (x − mean) / √(variance + epsilon) · scale + shift} with the input's own moments.
     *
     * @param input F32 or F64
     * @param scale of the input's shape (broadcast axes have stride 0) and dtype
     * @param shift likewise
     * @param output of the input's shape and dtype
     * @param mean as {@link #moments}, written
     * @param variance as {@link #moments}, written
     */
    default void normalize(View input, View scale, View shift, double epsilon, View output, View mean, View variance) {
        NormalizationKernels.normalize(this, input, scale, shift, epsilon, output, mean, variance);
    }

    /**
     * Gradients of {@link #normalize}. With {@code x̂ = (x − mean)·r}, {@code r = 1 / √(variance + epsilon)} and
     * {@code g = upstream·scale}, they are {@code r·(g − mean(g) − x̂·mean(g·x̂))}, {@code Σ upstream·x̂} and
     * {@code Σ upstream} (Ioffe and Szegedy, <em>Batch Normalization</em>, section 3).
     *
     * @param mean what {@link #normalize} wrote
     * @param variance what {@link #normalize} wrote
     * @param scale of the input's shape (broadcast axes have stride 0)
     * @param upstream gradient of the output, of the input's shape
     * @param inputGradient of the input's shape
     * @param scaleGradient the input's shape with size 1 along each axis to be summed over
     * @param shiftGradient of the shape of {@code scaleGradient}
     */
    default void normalizeGradient(View input, View mean, View variance, double epsilon, View scale, View upstream,
            View inputGradient, View scaleGradient, View shiftGradient) {
        NormalizationKernels.gradient(this, input, mean, variance, epsilon, scale, upstream, inputGradient,
                scaleGradient, shiftGradient);
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
