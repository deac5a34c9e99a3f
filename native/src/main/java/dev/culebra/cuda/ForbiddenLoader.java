package dev.culebra.cuda;

import java.util.Optional;

/** Where the JVM was started without native access: names the flag that gives it. */
record ForbiddenLoader(Module module) implements LibraryLoader {

    @Override
    public Optional<String> load(String name) {
        String holder = module.isNamed() ? module.getName() : "ALL-UNNAMED";
        return Optional.of("native access is off: start java with --enable-native-access=" + holder);
    }
}
