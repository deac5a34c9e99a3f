/**
 * CUDA through JCuda and JCublas 12.6.0, for programs that have them already: pointers of theirs and addresses of ours are
 * exchanged without a copy, and their bindings can serve instead of the JDK's.
 *
 * <p>JCuda is not needed otherwise. Its classes are touched only when a program asks for them by
 * {@code -Dculebra.cuda.provider=jcuda} or by {@link dev.culebra.cuda.jcuda.JCudaInterop}. It belongs on the class path, also in a
 * program of modules: it looks its native libraries up as resources, and a module finds none of another's. It
 * unpacks them under fixed names into {@code java.io.tmpdir} and loads whatever already lies there: where others can write to that
 * folder, give the JVM one of its own.
 */
package dev.culebra.cuda.jcuda;
