package dev.culebra.engine;

import dev.culebra.engine.expr.Expr;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An array of any rank on a device: storage, layout and element type. What a tensor can do is described by family:
 * {@link Elementwise} and {@link Functions}, {@link Reductions}, {@link Products}, {@link Windows}, {@link Movement},
 * {@link RowOperations}, {@link Indexing} and {@link Reading}.
 *
 * <p>A tensor holds device memory and must be closed: by the {@link Scope} that was open when it was made, or by
 * {@link #close()}. Views (reshape, transpose, slice, broadcast) share their storage, which is freed with the last tensor
 * that looks at it. One that is forgotten is freed when the garbage collector finds it, and logged as a leak.
 *
 * <p>Operands of one operation have one dtype (BOOL conditions excepted) and one device; nothing is converted silently.
 *
 * <pre>{@code
 * try (Scope scope = Scope.open()) {
 *     Tensor x = Tensor.of(Shape.of(2, 3), 1, 2, 3, 4, 5, 6);
 *     Tensor w = Tensor.of(Shape.of(3, 1), 0.5f, -1, 2);
 *     x.matmul(w).relu().toFloats(); // [4.5, 9.0]
 * }
 * }</pre>
 */
public final class Tensor extends Lifetime
        implements
            Elementwise,
            Functions,
            Reductions,
            RowOperations,
            Products,
            Windows,
            Movement,
            Indexing,
            Reading,
            AutoCloseable {
    private final View view;

    /** Takes over one reference to the view's storage. */
    private Tensor(View view) {
        this.view = view;
    }

    /**
     * A tensor over a storage that a backend made. Takes over one reference to it; the tensor belongs to the current scope, if
     * there is one.
     */
    public static Tensor adopt(View view) {
        Tensor tensor = new Tensor(view);
        view.storage().seenAs(view);
        tensor.begin(ScopeStack.owned());
        return tensor;
    }

    /**
     * A tensor with undefined content, for an operation to write.
     *
     * @throws DeviceMemoryException if the device has not enough memory
     */
    public static Tensor allocate(Shape shape, DType dtype, Device device) {
        Storage storage = device.backend().allocate(bytes("allocate", shape, dtype));
        return adopt(new View(storage, Layout.contiguous(shape), dtype));
    }

    private static long bytes(String operation, Shape shape, DType dtype) {
        if (shape.elements() > Long.MAX_VALUE / dtype.bytes()) {
            throw new ShapeException("%s: shape %s %s has more than 2^63 - 1 bytes".formatted(operation, shape, dtype));
        }
        return shape.elements() * dtype.bytes();
    }

    /**
     * Allocates and fills; nothing is left allocated if filling fails.
     *
     * @param read tensors whose views {@code fill} reads: they stay reachable, so that the garbage collector does not free
     *     one that nobody closes or uses any more while it is read
     */
    static Tensor filled(Shape shape, DType dtype, Device device, Consumer<View> fill, Tensor... read) {
        Tensor tensor = allocate(shape, dtype, device);
        try {
            fill.accept(tensor.view);
            return tensor;
        } catch (RuntimeException | Error failure) {
            tensor.close();
            throw failure;
        } finally {
            Reference.reachabilityFence(read);
        }
    }

    /** F32 on the standard device, of shape {@code [values.length]}. */
    public static Tensor of(float... values) {
        return of(Shape.of(values.length), values);
    }

    /**
     * F32 on the standard device.
     *
     * @param values in row-major order
     * @throws ShapeException if there are not as many values as the shape has elements
     */
    public static Tensor of(Shape shape, float... values) {
        return copyOf(HostArrays.segment(shape, values.length, MemorySegment.ofArray(values)), shape, DType.F32,
                Device.standard());
    }

    /** F64 on the standard device; otherwise as {@link #of(Shape, float...)}. */
    public static Tensor of(Shape shape, double[] values) {
        return copyOf(HostArrays.segment(shape, values.length, MemorySegment.ofArray(values)), shape, DType.F64,
                Device.standard());
    }

    /** I32 on the standard device; otherwise as {@link #of(Shape, float...)}. */
    public static Tensor of(Shape shape, int[] values) {
        return copyOf(HostArrays.segment(shape, values.length, MemorySegment.ofArray(values)), shape, DType.I32,
                Device.standard());
    }

    /** I64 on the standard device; otherwise as {@link #of(Shape, float...)}. */
    public static Tensor of(Shape shape, long[] values) {
        return copyOf(HostArrays.segment(shape, values.length, MemorySegment.ofArray(values)), shape, DType.I64,
                Device.standard());
    }

    /** BOOL on the standard device; otherwise as {@link #of(Shape, float...)}. */
    public static Tensor of(Shape shape, boolean[] values) {
        return copyOf(HostArrays.segment(shape, values.length, MemorySegment.ofArray(HostArrays.bytes(values))), shape,
                DType.BOOL, Device.standard());
    }

    /**
     * Copies host memory.
     *
     * @param segment elements in row-major order and native byte order, exactly as many bytes as the shape needs
     * @throws ShapeException if the segment's size does not fit
     */
    public static Tensor copyOf(MemorySegment segment, Shape shape, DType dtype, Device device) {
        long bytes = bytes("copyOf", shape, dtype);
        if (segment.byteSize() != bytes) {
            throw new ShapeException("copyOf: shape %s %s needs %,d bytes, the segment has %,d".formatted(shape, dtype,
                    bytes, segment.byteSize()));
        }
        return filled(shape, dtype, device, out -> device.backend().upload(segment, out.storage(), 0));
    }

    /**
     * Every element {@code value}.
     *
     * @throws DTypeException if the dtype is not floating and the value not whole
     */
    public static Tensor full(Shape shape, double value, DType dtype, Device device) {
        if (!dtype.isFloating() && value != Math.rint(value)) {
            throw new DTypeException("full: %s is not a whole number, as %s needs".formatted(value, dtype));
        }
        return filled(shape, dtype, device, out -> device.backend().map(Expr.constant(value),
                new View[0], out));
    }

    /** Every element 0. */
    public static Tensor zeros(Shape shape, DType dtype, Device device) {
        return full(shape, 0, dtype, device);
    }

    /**
     * Random numbers; takes as many from the stream as the shape has elements.
     *
     * @param dtype F32 or F64
     * @throws DTypeException if the dtype is not floating
     */
    public static Tensor random(Distribution distribution, Shape shape, DType dtype, RandomStream stream,
            Device device) {
        if (!dtype.isFloating()) {
            throw new DTypeException("random: needs F32 or F64, got " + dtype);
        }
        return filled(shape, dtype, device,
                out -> device.backend().random(distribution, stream.seed(), stream.take(shape
                        .elements()), out));
    }

    /**
     * Tensors one after the other along an axis.
     *
     * @param tensors at least one; same shape except along {@code axis}, same dtype and device
     * @throws ShapeException if the shapes do not fit
     */
    public static Tensor concat(int axis, Tensor... tensors) {
        return Concatenation.concat(axis, tensors);
    }

    /**
     * Tensors of one shape side by side along a new axis: n tensors {@code […, …]} give {@code […, n, …]}.
     *
     * @param axis before which the new one stands; rank appends it
     * @param tensors at least one; same shape, dtype and device
     * @throws ShapeException if the shapes differ or there is no such axis
     */
    public static Tensor stack(int axis, Tensor... tensors) {
        return Concatenation.stack(axis, tensors);
    }

    /** Sizes of the axes. */
    public Shape shape() {
        return view.shape();
    }

    /** Type of the elements. */
    public DType dtype() {
        return view.dtype();
    }

    /** Where the tensor lives. */
    public Device device() {
        return view.storage().device();
    }

    /** How the tensor looks at its storage. */
    public Layout layout() {
        return view.layout();
    }

    /**
     * What a backend works on; valid while this tensor is open.
     *
     * @throws ClosedTensorException if this tensor is closed
     */
    public View view() {
        if (isClosed()) {
            throw wasClosed();
        }
        return view;
    }

    private ClosedTensorException wasClosed() {
        Throwable where = closedAt();
        return new ClosedTensorException("tensor %s %s was closed and cannot be used%s".formatted(shape(), dtype(),
                where == null ? "; -Dculebra.trace=true tells where it was closed" : ""), where);
    }

    /** Another look at the same storage, closed on its own. */
    public Tensor share() {
        View shared = view();
        shared.storage().retain();
        return adopt(shared);
    }

    /** A tensor that shares this one's storage through another layout. */
    Tensor viewed(Layout layout) {
        View shared = view().with(layout);
        shared.storage().retain();
        return adopt(shared);
    }

    /**
     * Takes this tensor out of the scope that owns it: the caller closes it. How models hold their parameters.
     *
     * @return this tensor
     * @throws ClosedTensorException if it is closed
     */
    public Tensor detach() {
        give(null);
        return this;
    }

    /**
     * Names the memory of this tensor, and of every view of it, for messages about memory: who holds how much, and what was
     * never closed.
     *
     * @param name as in {@code 0.weight}
     * @return this tensor
     * @throws ClosedTensorException if it is closed
     */
    public Tensor named(String name) {
        view().storage().name(name);
        return this;
    }

    /**
     * Makes somebody else close this tensor.
     *
     * @param next null for the caller
     * @throws ClosedTensorException if this tensor is closed
     */
    void give(@Nullable Owned next) {
        if (!moveTo(next)) {
            throw wasClosed();
        }
    }

    @Override
    Tensor self() {
        return this;
    }

    /** Lets go of the storage, which is freed with the last tensor that shares it. Closing twice does nothing. */
    @Override
    public void close() {
        if (end()) {
            view.storage().release();
        }
    }

    /** As {@link #close()}, for an owner that has forgotten the tensor already, if it is still the owner. */
    void closeFor(Owned last) {
        if (endOf(last)) {
            view.storage().release();
        }
    }

    /** Shape, dtype and device. */
    @Override
    public String toString() {
        return "Tensor %s %s on %s%s".formatted(shape(), dtype(), device(), isClosed() ? " (closed)" : "");
    }
}
