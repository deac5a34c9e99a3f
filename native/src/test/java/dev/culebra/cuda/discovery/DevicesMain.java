package dev.culebra.cuda.discovery;

/** A program of its own, to see what a search prints and loads. */
final class DevicesMain {
    private DevicesMain() {}

    public static void main(String[] arguments) {
        CudaDiscovery.run().report().forEach(System.out::println);
    }
}
