/** JMH benchmarks. */
@NullMarked
package dev.culebra.bench;

import org.jspecify.annotations.NullMarked;
