/** The CUDA libraries of the host: where they are looked for and what was found. */
package dev.culebra.cuda;
