/** Layers, and the models made of them. */
package dev.culebra.nn;
