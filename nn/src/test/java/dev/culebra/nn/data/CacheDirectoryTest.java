package dev.culebra.nn.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CacheDirectoryTest {

    private static final Path HOME = Path.of("home").toAbsolutePath();
    private static final String ELSEWHERE = Path.of("elsewhere").toAbsolutePath().toString();

    @Test
    void followsEachSystemsCustom() {
        assertEquals(HOME.resolve(".cache"), of("Linux", Map.of("LOCALAPPDATA", ELSEWHERE)));
        assertEquals(HOME.resolve("Library").resolve("Caches"), of("Mac OS X", Map.of("XDG_CACHE_HOME", ELSEWHERE)));
        assertEquals(HOME.resolve("AppData").resolve("Local"), of("Windows 11", Map.of("XDG_CACHE_HOME", ELSEWHERE)));
    }

    @Test
    void heedsTheEnvironment() {
        assertEquals(Path.of(ELSEWHERE), of("Linux", Map.of("XDG_CACHE_HOME", ELSEWHERE)));
        assertEquals(Path.of(ELSEWHERE), of("Windows 11", Map.of("LOCALAPPDATA", ELSEWHERE)));
        assertEquals(HOME.resolve(".cache"), of("Linux", Map.of("XDG_CACHE_HOME", "relative")));
    }

    @Test
    void keepsMnistInAFolderOfItsOwn() {
        assertTrue(Mnist.cacheDirectory().endsWith(Path.of("culebra", "mnist")));
    }

    private static Path of(String os, Map<String, String> environment) {
        return CacheDirectory.of(os, HOME, name -> environment.getOrDefault(name, ""));
    }
}
