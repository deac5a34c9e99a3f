/**
 * What all that is measured has in common: the questions, the numbers they are about, and how time is taken. A library that is
 * compared with Culebra runs in a JVM of its own, with this package and without the rest.
 */
@NullMarked
package dev.culebra.bench.peer;

import org.jspecify.annotations.NullMarked;
