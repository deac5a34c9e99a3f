package dev.culebra.cuda.discovery;

/**
 * Through what the libraries are called.
 *
 * <pre>{@code
 * boolean panama = found.provider() == Provider.PANAMA;
 * }</pre>
 */
public enum Provider {
    /** The foreign function API of the JDK. */
    PANAMA,
    /** JCuda and JCublas 12.6.0, which have to be on the class path. */
    JCUDA;

    /** {@code panama}, as in the property. */
    @Override
    public String toString() {
        return switch (this) {
            case PANAMA -> "panama";
            case JCUDA -> "jcuda";
        };
    }
}
