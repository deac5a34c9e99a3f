package dev.culebra.cuda;

/**
 * A version of CUDA: 12.6.
 *
 * <pre>{@code
 * CudaVersion.of(12060).compareTo(new CudaVersion(12, 2)) > 0; // true: 12.6 is newer than 12.2
 * }</pre>
 */
public record CudaVersion(int major, int minor) implements Comparable<CudaVersion> {
    /** From the driver's number for it: 12060 is 12.6. */
    public static CudaVersion of(int number) {
        return new CudaVersion(number / 1000, number % 1000 / 10);
    }

    @Override
    public int compareTo(CudaVersion other) {
        return major != other.major ? Integer.compare(major, other.major) : Integer.compare(minor, other.minor);
    }

    /** {@code 12.6}. */
    @Override
    public String toString() {
        return major + "." + minor;
    }
}
