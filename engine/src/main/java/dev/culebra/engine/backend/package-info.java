/** What a device has to be able to do: {@link dev.culebra.engine.backend.Backend}. */
package dev.culebra.engine.backend;
