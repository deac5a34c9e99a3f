/** Tables in text files, as numbers to learn from. */
package dev.culebra.nn.data.table;
