/** Files of arrays and parameters: safetensors, NumPy's, checkpoints. */
package dev.culebra.nn.io;
