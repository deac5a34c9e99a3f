package dev.culebra.nn.data.table;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.culebra.engine.Device;
import dev.culebra.nn.data.Batch;
import dev.culebra.nn.data.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RatingsTest {

    @TempDir
    Path directory;

    @Test
    void readsTabsWithoutNames() throws IOException {
        Ratings ratings = read("u.data", "196\t242\t3\t881250949\n186\t302\t3\t891717742\n196\t302\t1\t878887116\n");
        assertEquals(List.of("196", "186"), ratings.users());
        assertEquals(List.of("242", "302"), ratings.items());
        try (Batch batch = ratings.dataset().batch(Device.standard(), 2, 0)) {
            assertArrayEquals(new long[] {0, 1, 0, 0}, batch.inputs().toLongs());
            assertArrayEquals(new float[] {1, 3}, batch.targets().toFloats());
        }
    }

    @Test
    void readsNamedColumns() throws IOException {
        Ratings ratings = read("ratings.csv", "userId,movieId,rating,timestamp\n1,31,2.5,1260759144\n");
        assertArrayEquals(new float[] {2.5f}, ratings.values());
        Ratings places =
                read("rating_final.csv", "userID,placeID,rating,food_rating,service_rating\nU1077,135085,2,2,2\n");
        assertEquals(List.of("U1077"), places.users());
        assertArrayEquals(new float[] {2}, places.values());
    }

    @Test
    void saysWhatIsNoRating() {
        assertEquals("table: u.data: line 2, column \"rating\": \"good\" is not a number", failure("u.data",
                "1\t2\t3\t4\n1\t2\tgood\t4\n"));
        assertEquals("table: u.data: line 1: has 1 fields; there are 4 columns, the last is \"timestamp\"",
                failure("u.data",
                        "1,2,3,4\n"));
        assertEquals("table: r.csv: line 2, column \"movieId\": is missing", failure("r.csv",
                "userId,movieId,rating\n1,,3\n"));
        assertEquals("table: r.csv: has no column \"rating\"; it has [a, b]", failure("r.csv", "a,b\n1,2\n"));
        assertEquals("ratings: r.csv: columns must be user, item, …, rating, …; they are [rating, user, item]", failure(
                "r.csv", "rating,user,item\n1,2,3\n"));
    }

    private Ratings read(String name, String text) throws IOException {
        return Ratings.read(Files.writeString(directory.resolve(name), text));
    }

    private String failure(String name, String text) {
        return assertThrows(DataException.class, () -> read(name, text)).getMessage();
    }
}
