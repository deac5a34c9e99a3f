/** Automatic differentiation: {@link dev.culebra.nn.autograd.Variable} and the rules of its operations. */
package dev.culebra.nn.autograd;
