package dev.culebra.cuda.discovery;

/** Names the flag that this JVM was started without. */
record ForbiddenLoader(Module module) implements Loader {
    @Override
    public Loading load(String name, String symbol) {
        String holder = module.isNamed() ? module.getName() : "ALL-UNNAMED";
        return new Refused("native access is off; start Java with --enable-native-access=" + holder);
    }
}
