/**
 * Convolutions on the CPU, without matrices of windows.
 *
 * <p>An image is copied into rows that have its padding, once; with a stride, every row and column of one remainder into an image
 * of its own. Then the elements that one place of the window looks at, at neighbouring positions, lie side by side in memory, in
 * rows that are as long as those of the image: what a filter gives at all of them is a sum of vectors read from there, each times
 * one number. The positions at the end of a row that do not exist are computed with the others, and left out when the result is
 * stored.
 *
 * <p>The gradient with respect to the input is the same sum the other way round, one remainder of the stride at a time; that with
 * respect to the weight a sum of products of such rows.
 */
@NullMarked
package dev.culebra.engine.cpu.conv;

import org.jspecify.annotations.NullMarked;
