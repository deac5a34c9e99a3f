/** How soon a process trains, and how soon at full speed. */
@NullMarked
package dev.culebra.bench.start;

import org.jspecify.annotations.NullMarked;
