package dev.culebra.nn.data.table;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.culebra.engine.DType;
import dev.culebra.engine.Device;
import dev.culebra.nn.data.Batch;
import dev.culebra.nn.data.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EncodingTest {

    private static final String TRAIN = "colour,size,kind\nred,1,cat\n,3,dog\nblue,,cat\nred,5,dog\n";

    @TempDir
    Path directory;

    @Test
    void learnsFromOneTableAndAppliesToAnother() throws IOException {
        Encoding encoding = learn();
        assertEquals(List.of(new Column.Categorical("colour", List.of("blue", "red"))), encoding.categorical());
        // 1, 3, 5: mean 3, variance 8/3.
        assertEquals(List.of(new Column.Continuous("size", 3, Math.sqrt(8 / 3.0))), encoding.continuous());
        assertEquals(List.of("colour", "size"), encoding.names());
        EncodedTable other = encoding.apply(table("other.csv", "size,kind,colour\n7,dog,blue\n,cat,\n"));
        float four = (float) (4 / Math.sqrt(8 / 3.0));
        assertArrayEquals(new float[] {1, four, 0, 0}, other.inputs());
        assertArrayEquals(new int[] {1, 0}, other.labels());
        try (Batch batch = other.dataset().batch(Device.standard(), 1, 0)) {
            assertArrayEquals(new float[] {0, 0, 1, four}, batch.inputs().toFloats());
            assertEquals(DType.I64, batch.targets().dtype());
            assertArrayEquals(new long[] {0, 1}, batch.targets().toLongs());
        }
    }

    @Test
    void keepsANumberThatIsToBePredicted() throws IOException {
        Table table = table("t.csv", "a,b\n1,10.5\n1,20\n");
        EncodedTable encoded = Encoding.learnNumber(table, List.of(), List.of("a"), "b").apply(table);
        assertArrayEquals(new float[] {0, 0}, encoded.inputs()); // all alike: nothing to divide by
        try (Batch batch = encoded.dataset().batch(Device.standard(), 0, 1)) {
            assertEquals(DType.F32, batch.targets().dtype());
            assertArrayEquals(new float[] {10.5f, 20}, batch.targets().toFloats());
        }
    }

    @Test
    void saysInWhichLineAndColumnSomethingIsUnknown() throws IOException {
        Encoding encoding = learn();
        assertEquals("table: o.csv: line 3, column \"colour\": unknown category \"green\"", failure(encoding,
                "colour,size,kind\nred,1,cat\ngreen,1,cat\n"));
        assertEquals("table: o.csv: line 2, column \"kind\": unknown category \"cow\"", failure(encoding,
                "colour,size,kind\nred,1,cow\n"));
        assertEquals("table: o.csv: line 2, column \"kind\": is missing, and is what is to be predicted",
                failure(encoding,
                        "colour,size,kind\nred,1,\n"));
        assertEquals("table: o.csv: line 2, column \"size\": \"big\" is not a number", failure(encoding,
                "colour,size,kind\nred,big,cat\n"));
        assertEquals("table: o.csv: has no column \"size\"; it has [colour, kind]", failure(encoding,
                "colour,kind\nred,cat\n"));
    }

    private Encoding learn() throws IOException {
        return Encoding.learn(table("train.csv", TRAIN), List.of("colour"), List.of("size"), "kind");
    }

    private String failure(Encoding encoding, String text) {
        return assertThrows(DataException.class, () -> encoding.apply(table("o.csv", text))).getMessage();
    }

    private Table table(String name, String text) throws IOException {
        return Table.read(Files.writeString(directory.resolve(name), text), TableFormat.headed());
    }
}
