/** The lessons: one a file, its story at the top; what they share beside them. */
package dev.culebra.samples.lessons;
