/** The CUDA libraries called through the foreign function API of the JDK. */
package dev.culebra.cuda.panama;
