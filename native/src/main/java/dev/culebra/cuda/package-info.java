/**
 * CUDA for Java: the driver API and cuBLAS by families, every call checked.
 *
 * <p>Handles (contexts, streams, events, modules, …) and device addresses are {@code long}, host memory is
 * {@link java.lang.foreign.MemorySegment}. Sizes are in bytes unless a parameter says otherwise. A call that fails throws
 * {@link dev.culebra.cuda.CudaException}, and after an error that costs the context, every further call on that context does.
 */
package dev.culebra.cuda;
