/** What lessons show their results with: lines, tables, bars and pictures. */
package dev.culebra.samples.show;
