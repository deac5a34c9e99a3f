/** Layers, their initialisation, and losses. */
package dev.culebra.nn;
