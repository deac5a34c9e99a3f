/** Runs JMH and puts what it measured into files. */
@NullMarked
package dev.culebra.bench.results;

import org.jspecify.annotations.NullMarked;
