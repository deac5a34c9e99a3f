/** Tensors and what they are made of: shape, layout, storage, device and scope. */
package dev.culebra.engine;
