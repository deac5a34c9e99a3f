/** A page on which one draws a digit and watches the network read it. */
package dev.culebra.samples.draw;
