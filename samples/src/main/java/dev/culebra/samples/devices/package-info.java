/** What this machine can compute on. */
package dev.culebra.samples.devices;
