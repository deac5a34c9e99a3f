package dev.culebra.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.culebra.cuda.SearchResult.Attempt;
import dev.culebra.cuda.SearchResult.Found;
import dev.culebra.cuda.SearchResult.Missing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class LibrarySearchTest {

    private static final String ABSENT = "libculebra-absent.so.1";

    @Test
    @EnabledOnOs(OS.LINUX)
    void theFirstNameThatLoadsIsFound() {
        var search = new LibrarySearch(List.of(ABSENT, "libm.so.6", "libc.so.6"));

        assertEquals(new Found("libm.so.6"), search.find());
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void everyNameThatWasTriedHasTheSystemsReason() {
        var missing =
                assertInstanceOf(Missing.class, new LibrarySearch(List.of(ABSENT, "/no/such/folder/x.so")).find());

        String reason = "cannot open shared object file: No such file or directory";
        assertEquals(List.of(new Attempt(ABSENT, reason), new Attempt("/no/such/folder/x.so", reason)),
                missing.attempts());
        assertEquals(ABSENT + ": " + reason + "; /no/such/folder/x.so: " + reason, missing.reason());
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aFileThatIsNoLibraryIsRefusedAsSuch(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("libcuda.so.1"), "text");

        var missing = assertInstanceOf(Missing.class, new LibrarySearch(List.of(file.toString())).find());

        assertEquals(file + ": file too short", missing.reason());
    }

    @Test
    void theNamedFolderComesFirst() {
        var search = LibrarySearch.driver("Linux", Optional.of(Path.of("cuda")));

        assertEquals(Path.of("cuda", "libcuda.so.1").toString(), search.names().getFirst());
        assertEquals(LibrarySearch.driver("Linux", Optional.empty()).names(),
                search.names().subList(1, search.names().size()));
    }

    @Test
    void windowsHasItsOwnName() {
        assertEquals(List.of("nvcuda.dll"), LibrarySearch.driver("Windows 11", Optional.empty()).names());
    }

    @Test
    void withoutNativeAccessTheFlagIsNamed() {
        var loader = new ForbiddenLoader(LibrarySearchTest.class.getModule());

        var missing = assertInstanceOf(Missing.class, new LibrarySearch(List.of(ABSENT)).find(loader));

        assertTrue(missing.reason().contains("--enable-native-access="), missing::reason);
    }

    @Test
    void aSearchNeedsAName() {
        assertThrows(IllegalArgumentException.class, () -> new LibrarySearch(List.of()));
    }
}
