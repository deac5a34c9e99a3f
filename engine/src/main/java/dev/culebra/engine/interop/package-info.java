/** For programs that do GPU work of their own beside Culebra's: pointers and streams in both directions. */
package dev.culebra.engine.interop;
