/**
 * The driver API and cuBLAS as their headers declare them, one method a call: what a provider has to supply. Nothing here checks
 * anything; {@code dev.culebra.cuda} does.
 *
 * <p>A method is named as in {@code cuda.h} without {@code cu}, its arguments are those of C: handles and device addresses are
 * {@code long}, pointers to host memory {@code MemorySegment}; it returns the code that the library returned.
 */
package dev.culebra.cuda.driver;
