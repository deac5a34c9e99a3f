/** The archive that brings Culebra, with a Java runtime, its tests and benchmarks, to a machine without a network. */
@NullMarked
package dev.culebra.bench.bundle;

import org.jspecify.annotations.NullMarked;
