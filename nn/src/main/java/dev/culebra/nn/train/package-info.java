/** Training: optimizers, metrics and the loop. */
package dev.culebra.nn.train;
