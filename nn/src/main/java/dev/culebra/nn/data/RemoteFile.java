package dev.culebra.nn.data;

/**
 * A file to be downloaded, and how to know that it is the right one.
 *
 * @param name its name at the mirror and on disk
 * @param bytes its length
 * @param sha256 its SHA-256, as 64 lower-case hexadecimal digits
 */
record RemoteFile(String name, long bytes, String sha256) {}
