package dev.culebra.bench.bundle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.culebra.nn.data.Digits;
import dev.culebra.nn.data.GeneratedDigits;
import dev.culebra.nn.data.Mnist;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataTest {
    @TempDir
    private Path directory;

    @Test
    void isReadAsMnistIs() throws IOException {
        Data.write(directory, 30, 20);
        Digits digits = Mnist.read(directory);
        assertEquals(30, digits.train().count());
        assertArrayEquals(new GeneratedDigits(1).draw(0, 30).pixels(), digits.train().pixels());
        assertArrayEquals(new GeneratedDigits(2).draw(0, 20).labels(), digits.test().labels());
    }
}
