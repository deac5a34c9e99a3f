package dev.culebra.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.culebra.engine.expr.Expr;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class MovementTest extends OnEveryDevice {
    @Test
    void reshape() {
        Tensor x = range(2, 6);
        assertSame(storage(x), storage(x.reshape(3, 4)));
        assertEquals(Shape.of(2, 3, 2), x.reshape(2, -1, 2).shape());
        assertEquals(Shape.of(12), x.flatten().shape());
        Tensor copied = x.transpose().reshape(12);
        assertNotSame(storage(x), storage(copied));
        assertArrayEquals(new float[] {0, 6, 1, 7, 2, 8, 3, 9, 4, 10, 5, 11}, copied.toFloats());
        assertEquals(Shape.of(0, 5), range(3, 0).reshape(0, 5).shape());
        assertEquals(Shape.scalar(), range(1, 1).reshape().shape());
    }

    @Test
    void permutations() {
        Tensor x = range(2, 3, 4);
        Tensor y = x.permute(2, 0, 1);
        assertEquals(Shape.of(4, 2, 3), y.shape());
        assertSame(storage(x), storage(y));
        assertArrayEquals(new float[] {0, 4, 8, 12, 16, 20, 1, 5, 9, 13, 17, 21}, y.slice(0, 0, 2).toFloats());
        assertArrayEquals(x.toFloats(), x.transpose().transpose().toFloats());
        assertEquals(Shape.of(4, 3, 2), x.transpose(0, -1).shape());
    }

    @Test
    void parts() {
        Tensor x = range(3, 4);
        assertArrayEquals(new float[] {5, 6, 9, 10}, x.slice(0, 1, 3).slice(1, 1, 3).toFloats());
        assertArrayEquals(new float[] {2, 6, 10}, x.select(1, 2).toFloats());
        assertEquals(11, x.select(0, 2).select(0, 3).item());
        assertEquals(Shape.of(0, 4), x.slice(0, 3, 3).shape());
        assertArrayEquals(new float[0], x.slice(0, 3, 3).slice(1, 4, 4).toFloats());
        assertArrayEquals(new float[0], x.slice(0, 3, 3).add(1).toFloats());
        assertEquals(Shape.of(3, 1, 4), x.unsqueeze(1).shape());
        assertEquals(Shape.of(3, 4, 1), x.unsqueeze(-1).shape());
        assertEquals(Shape.of(3, 4), x.unsqueeze(0).squeeze(0).shape());
        assertArrayEquals(new float[] {0, 1, 2, 3, 0, 1, 2, 3},
                x.slice(0, 0, 1).broadcastTo(Shape.of(2, 4)).toFloats());
    }

    @Test
    void copies() {
        Tensor x = range(2, 3);
        Tensor copy = x.copy();
        Tensor same = x.contiguous();
        Tensor columns = x.transpose().contiguous();
        x.set(Expr.constant(0));
        assertArrayEquals(new float[] {0, 1, 2, 3, 4, 5}, copy.toFloats());
        assertArrayEquals(new float[6], same.toFloats());
        assertArrayEquals(new float[] {0, 3, 1, 4, 2, 5}, columns.toFloats());
        assertEquals(Layout.contiguous(Shape.of(3, 2)), columns.layout());
    }

    @Test
    void types() {
        Tensor x = of(Shape.of(4), -1.5f, 0, 300.7f, Float.NaN);
        assertArrayEquals(new long[] {-1, 0, 300, 0}, x.to(DType.I64).toLongs());
        assertArrayEquals(new int[] {0, 0, 255, 0}, x.to(DType.U8).toInts());
        assertArrayEquals(new boolean[] {true, false, true, true}, x.to(DType.BOOL).toBooleans());
        assertArrayEquals(new float[] {1, 0, 1, 1}, x.to(DType.BOOL).to(DType.F32).toFloats());
        assertSame(storage(x), storage(x.to(DType.F32)));
        assertEquals(DType.F64, x.to(DType.F64).dtype());
    }

    @Test
    void rowsByIndex() {
        Tensor table = range(4, 2);
        Tensor index = whole(Shape.of(3), 3, 0, 3);
        assertArrayEquals(new float[] {6, 7, 0, 1, 6, 7}, table.indexSelect(0, index).toFloats());
        assertArrayEquals(new float[] {1, 0, 1, 3, 2, 3},
                table.slice(0, 0, 2).indexSelect(-1, whole(Shape.of(3), 1, 0, 1))
                        .toFloats());
        table.indexAdd(0, index, of(Shape.of(3, 2), 10, 20, 30, 40, 50, 60));
        assertArrayEquals(new float[] {30, 41, 2, 3, 4, 5, 66, 87}, table.toFloats());
        table.transpose().indexAdd(1, whole(Shape.of(1), 1), of(Shape.of(2, 1), 100, 200));
        assertArrayEquals(new float[] {30, 41, 102, 203, 4, 5, 66, 87}, table.toFloats());
        assertEquals(Shape.of(0, 2), table.indexSelect(0, whole(Shape.of(0))).shape());
    }

    @Test
    void elementsByIndex() {
        Tensor table = range(3, 3);
        Tensor picked = table.gather(1, whole(Shape.of(3, 1), 2, 0, 1));
        assertArrayEquals(new float[] {2, 3, 7}, picked.toFloats());
        assertArrayEquals(new float[] {3, 1, 8}, table.gather(0, whole(Shape.of(1, 3), 1, 0, 2)).toFloats());
    }

    @Test
    void concatenations() {
        Tensor x = range(2, 2);
        assertArrayEquals(new float[] {0, 1, 2, 3, 0, 1, 2, 3}, Tensor.concat(0, x, x).toFloats());
        assertArrayEquals(new float[] {0, 1, 0, 2, 2, 3, 1, 3}, Tensor.concat(-1, x, x.transpose()).toFloats());
        assertEquals(Shape.of(2, 2), Tensor.concat(0, x, range(0, 2)).shape());
    }

    @Test
    void setFromBroadcastAndOtherTypes() {
        Tensor x = range(2, 3);
        x.set(whole(Shape.of(3), 7, 8, 9));
        assertArrayEquals(new float[] {7, 8, 9, 7, 8, 9}, x.toFloats());
        x.slice(1, 0, 1).set(of(Shape.scalar(), -1));
        assertArrayEquals(new float[] {-1, 8, 9, -1, 8, 9}, x.toFloats());
    }

    @Test
    void reading() {
        Tensor x = range(2, 3).transpose();
        assertArrayEquals(new double[] {0, 3, 1, 4, 2, 5}, x.toDoubles());
        assertArrayEquals(new int[] {0, 3, 1, 4, 2, 5}, x.toInts());
        assertArrayEquals(new float[] {1, 4}, x.select(0, 1).toFloats());
        assertEquals(1, truth(Shape.scalar(), 1).item());
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment host = arena.allocate(ValueLayout.JAVA_FLOAT, 6);
            x.copyTo(host);
            assertArrayEquals(new float[] {0, 3, 1, 4, 2, 5}, host.toArray(ValueLayout.JAVA_FLOAT));
        }
    }

    @Test
    void randomNumbersComeFromTheStream() {
        RandomStream stream = new RandomStream(5);
        Distribution uniform = new Distribution.Uniform(0, 1);
        float[] first = Tensor.random(uniform, Shape.of(2, 3), DType.F32, stream, device).toFloats();
        float[] second = Tensor.random(uniform, Shape.of(4), DType.F32, stream, device).toFloats();
        assertEquals(10, stream.drawn());
        float[] all = Tensor.random(uniform, Shape.of(10), DType.F32, new RandomStream(5), device).toFloats();
        assertArrayEquals(Arrays.copyOf(all, 6), first);
        assertArrayEquals(Arrays.copyOfRange(all, 6, 10), second);
    }

    private static Storage storage(Tensor tensor) {
        return tensor.view().storage();
    }
}
