/** One short program a lesson, and the command that runs them. */
package dev.culebra.samples;
