package dev.culebra.nn.data.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.culebra.nn.data.DataException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableTest {

    private static final TableFormat ADULT = TableFormat.named("age", "work", "income").missing("?").comment('|');

    @TempDir
    Path directory;

    @Test
    void readsFieldsAsAdultHasThem() {
        Table table =
                read(ADULT, "|1x3 Cross validator\n39, State-gov, <=50K.\n50,?, >50K.\n\n ,  Private , <=50K.\n\n");
        assertEquals(List.of("age", "work", "income"), table.names());
        assertEquals(3, table.rows());
        assertEquals(Optional.of("State-gov"), table.text(0, 1));
        assertEquals(Optional.empty(), table.text(1, 1));
        assertEquals(Optional.of("Private"), table.text(2, 1));
        assertEquals(Optional.of(50.0), table.number(1, 0));
        assertEquals(Optional.empty(), table.number(2, 0));
        Table plain = table.map("income", text -> text.replace(".", ""));
        assertEquals(Optional.of("<=50K"), plain.text(2, 2));
        assertEquals(Optional.of("<=50K."), table.text(2, 2));
        assertEquals(Optional.of(">50K"), plain.subset(1).text(0, 2));
    }

    @Test
    void readsNamesQuotationMarksAndTheByteOrderMark() {
        Table table = read(TableFormat.headed(), "\ufeffname,\"a, b\"\r\n\"say \"\"hi\"\"\",1\r\n\"two\nlines\",-2e3");
        assertEquals(List.of("name", "a, b"), table.names());
        assertEquals(Optional.of("say \"hi\""), table.text(0, 0));
        assertEquals(Optional.of("two\nlines"), table.text(1, 0));
        assertEquals(Optional.of(-2000.0), table.number(1, 1));
    }

    @Test
    void saysInWhichLineARowIsRagged() {
        assertEquals("table: t.csv: line 3: has 2 fields; there are 3 columns, the last is \"income\"", failure(ADULT,
                "|\n39,x,y\n40,x\n41,x,y\n"));
        assertEquals("table: t.csv: line 5: has 4 fields; there are 3 columns, the last is \"income\"", failure(ADULT,
                "39,\"x\nz\",y\n\n|z\n40,x,y,z"));
        assertEquals("table: t.csv: line 1: names column \"a\" twice", failure(TableFormat.headed(), "a,b,a\n"));
    }

    @Test
    void saysInWhichLineAndColumnANumberIsNone() {
        Table table = read(ADULT, "39,x,y\n\nforty,x,y\nNaN,x,y\n1e999,x,y");
        assertEquals("table: t.csv: line 3, column \"age\": \"forty\" is not a number",
                assertThrows(DataException.class,
                        () -> table.number(1, 0)).getMessage());
        assertEquals("table: t.csv: line 4, column \"age\": \"NaN\" is not a finite number", assertThrows(
                DataException.class, () -> table.number(2, 0)).getMessage());
        assertEquals("table: t.csv: line 5, column \"age\": \"1e999\" is not a finite number", assertThrows(
                DataException.class, () -> table.number(3, 0)).getMessage());
        assertEquals("table: t.csv: line 5, column \"age\": \"1e999\" is not a finite number", assertThrows(
                DataException.class, () -> table.subset(3).number(0, 0)).getMessage());
        assertEquals("table: t.csv: has no column \"sex\"; it has [age, work, income]",
                assertThrows(DataException.class,
                        () -> table.column("sex")).getMessage());
    }

    @Test
    void saysWhatIsNoTable() throws IOException {
        String open = failure(ADULT, "39,x,y\n40,\"x,y\n41,x,y\n");
        assertTrue(open.startsWith("table: t.csv: line 1 or later: "), open);
        Path latin = Files.write(directory.resolve("latin.csv"), "ä,b\n".getBytes(StandardCharsets.ISO_8859_1));
        assertEquals("table: latin.csv: is not UTF-8", assertThrows(DataException.class, () -> Table.read(latin, ADULT))
                .getMessage());
        Path missing = directory.resolve("missing.csv");
        assertEquals("table: missing.csv: no such file: " + missing, assertThrows(DataException.class, () -> Table.read(
                missing, ADULT)).getMessage());
        assertEquals(0, read(ADULT, "").rows());
    }

    private Table read(TableFormat format, String text) {
        try {
            return Table.read(Files.writeString(directory.resolve("t.csv"), text), format);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private String failure(TableFormat format, String text) {
        return assertThrows(DataException.class, () -> read(format, text)).getMessage();
    }
}
