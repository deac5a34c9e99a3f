/** The loops of convolutions, made of vectors. */
@NullMarked
package dev.culebra.engine.cpu.conv.vector;

import org.jspecify.annotations.NullMarked;
