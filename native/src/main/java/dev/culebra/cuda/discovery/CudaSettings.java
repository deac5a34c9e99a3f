package dev.culebra.cuda.discovery;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * What a user may say about CUDA.
 *
 * <p>{@snippet :
 * CudaSettings settings = CudaSettings.ofProperties(); // -Dculebra.cuda.path=/opt/cuda/lib64
 * }
 *
 * @param folder where to look before anywhere else ({@code culebra.cuda.path})
 * @param provider {@code culebra.cuda.provider}: {@code panama}, unless said otherwise, or {@code jcuda}
 * @param blas whether cuBLAS is wanted ({@code culebra.cuda.blas}: {@code auto}, unless said otherwise, or {@code none})
 */
public record CudaSettings(Optional<Path> folder, Provider provider, boolean blas) {
    public static final String FOLDER = "culebra.cuda.path";
    public static final String PROVIDER = "culebra.cuda.provider";
    public static final String BLAS = "culebra.cuda.blas";

    /**
     * The settings of this JVM's system properties.
     *
     * @throws IllegalArgumentException when one of them has a value that it cannot have
     */
    public static CudaSettings ofProperties() {
        Optional<Path> folder = Optional.ofNullable(System.getProperty(FOLDER)).map(Path::of);
        String provider = System.getProperty(PROVIDER, Provider.PANAMA.toString());
        String blas = System.getProperty(BLAS, "auto");
        return new CudaSettings(folder, provider(provider), switch (blas) {
            case "auto" -> true;
            case "none" -> false;
            default -> throw new IllegalArgumentException(BLAS + ": auto or none, not " + blas);
        });
    }

    private static Provider provider(String name) {
        return Arrays.stream(Provider.values()).filter(provider -> provider.toString().equals(name)).findAny()
                .orElseThrow(() -> new IllegalArgumentException(PROVIDER + ": panama or jcuda, not " + name));
    }

    /** The same, with another folder. */
    public CudaSettings withFolder(Path other) {
        return new CudaSettings(Optional.of(other), provider, blas);
    }

    /** The same, with another provider. */
    public CudaSettings with(Provider other) {
        return new CudaSettings(folder, other, blas);
    }

    /** The same, without cuBLAS. */
    public CudaSettings withoutBlas() {
        return new CudaSettings(folder, provider, false);
    }
}
