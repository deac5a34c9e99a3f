/** Data sets: reading, generating and downloading them, and feeding them to training in batches. */
package dev.culebra.nn.data;
