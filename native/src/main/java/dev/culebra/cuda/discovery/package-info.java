/**
 * Finds what CUDA a host has: the driver, its cards and cuBLAS, on Linux and Windows; and says, where it finds none, every place
 * that it looked at and what the operating system had to say there. Nothing is looked for before
 * {@link dev.culebra.cuda.discovery.CudaDiscovery#run()} is called.
 */
package dev.culebra.cuda.discovery;
