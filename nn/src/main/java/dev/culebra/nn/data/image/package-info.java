/**
 * Picture files, read by the JDK's own readers. They are in module {@code java.desktop}, which nothing else here needs: a program
 * of modules that uses this package requires it, or is started with {@code --add-modules java.desktop}.
 */
package dev.culebra.nn.data.image;
