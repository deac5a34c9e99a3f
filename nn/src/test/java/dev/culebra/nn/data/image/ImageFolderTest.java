package dev.culebra.nn.data.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.culebra.nn.data.DataException;
import dev.culebra.nn.data.Pictures;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageFolderTest {

    @TempDir
    Path folder;

    @Test
    void takesClassesFromFolders() throws IOException {
        paint("red/2.png", 0xff0000, 10, 20);
        paint("red/1.PNG", 0x800000, 30, 30);
        paint("blue/x.png", 0x0000ff, 4, 4);
        Files.writeString(folder.resolve("red/notes.txt"), "not a picture");
        Files.writeString(folder.resolve("red/.hidden.png"), "not a picture");
        Files.createDirectory(folder.resolve("empty"));

        Pictures pictures = ImageFolder.read(folder, 3, 8, 6);
        assertEquals(List.of("blue", "red"), pictures.classes());
        assertArrayEquals(new int[] {0, 1, 1}, pictures.labels());
        assertEquals(255, pictures.picture(0).pixel(2, 7, 5));
        assertEquals(128, pictures.picture(1).pixel(0, 0, 0));
        assertEquals(255, pictures.picture(2).pixel(0, 4, 3));
        assertEquals("3 pictures of 3×8×6 in classes [blue, red]", pictures.toString());

        assertEquals(29, ImageFolder.read(folder, 1, 8, 6).picture(0).pixel(0, 0, 0)); // 0.114 of 255
    }

    @Test
    void saysWhatIsMissing() throws IOException {
        assertEquals("image folder: %s: has no folder with pictures (bmp, gif, jpeg, jpg, png)".formatted(folder),
                assertThrows(DataException.class, () -> ImageFolder.read(folder, 3, 8, 8)).getMessage());
        Path missing = folder.resolve("x");
        assertEquals("image folder: no such folder: " + missing,
                assertThrows(DataException.class, () -> ImageFolder.read(
                        missing, 3, 8, 8)).getMessage());
        Files.createDirectory(folder.resolve("a"));
        Files.writeString(folder.resolve("a/bad.png"), "x");
        assertEquals("picture: bad.png: is no PNG, JPEG, GIF or BMP file", assertThrows(DataException.class,
                () -> ImageFolder.read(folder, 3, 8, 8)).getMessage());
    }

    private void paint(String name, int colour, int rows, int columns) throws IOException {
        var image = new BufferedImage(columns, rows, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < rows * columns; i++) {
            image.setRGB(i % columns, i / columns, colour);
        }
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        ImageIO.write(image, "png", file.toFile());
    }
}
