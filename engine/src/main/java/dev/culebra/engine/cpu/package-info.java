/** The backend that computes on this machine's processors. */
package dev.culebra.engine.cpu;
