/** The backend that computes on an NVIDIA card. */
package dev.culebra.engine.cuda;
