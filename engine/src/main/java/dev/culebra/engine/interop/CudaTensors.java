package dev.culebra.engine.interop;

import dev.culebra.engine.DType;
import dev.culebra.engine.Device;
import dev.culebra.engine.DeviceException;
import dev.culebra.engine.Layout;
import dev.culebra.engine.Shape;
import dev.culebra.engine.Storage;
import dev.culebra.engine.Tensor;
import dev.culebra.engine.View;
import dev.culebra.engine.cuda.CudaBackend;
import java.lang.ref.Reference;

/**
 * Tensors over device memory of the program's own, and the device memory of tensors; nothing is copied. Both sides have to use
 * the card's primary context, as the CUDA runtime, JCuda's runtime API and Culebra do.
 *
 * <p>With JCuda, {@link dev.culebra.cuda.jcuda.JCudaInterop} makes addresses of pointers and pointers of addresses:
 *
 * <pre>{@code
 * CUdeviceptr image = new CUdeviceptr();
 * JCudaDriver.cuMemAlloc(image, 4L * 640 * 480);
 * try (Tensor pixels = CudaTensors.borrow(JCudaInterop.address(image), Shape.of(480, 640), DType.F32, card);
 *         Tensor bright = pixels.mul(2)) {
 *     CUdeviceptr result = JCudaInterop.pointer(CudaTensors.address(bright));
 *     card.backend().synchronize(); // or launch on JCudaInterop.stream(CudaStream.current(card)), which waits for nothing
 *     JCudaDriver.cuMemcpyDtoH(Pointer.to(host), result, 4L * 640 * 480);
 * }
 * JCudaDriver.cuMemFree(image); // still the program's
 * }</pre>
 */
public final class CudaTensors {
    private CudaTensors() {}

    /**
     * A tensor over memory that stays its owner's: closing the tensor, and all views of it, frees nothing. The owner frees it
     * after that, and after the work that was submitted for it is done: by {@code cuMemFree}, which waits, in the order of the
     * stream that did the work, or after {@code card.backend().synchronize()}.
     *
     * <p>Work of the calling thread sees what its stream has done so far. What another stream writes must be done before, or that
     * stream be {@linkplain CudaStream#adopt adopted}. The memory counts in no account of the device.
     *
     * @param address of the first element, a multiple of the dtype's size; the elements follow in row-major order without gaps
     * @param device the card that the memory belongs to
     * @throws IllegalArgumentException if the address is not memory of the card, or not a multiple of the dtype's size
     * @throws DeviceException if the device is no card
     */
    public static Tensor borrow(long address, Shape shape, DType dtype, Device device) {
        if (address % dtype.bytes() != 0) {
            throw new IllegalArgumentException("borrow: address 0x%x is not a multiple of %d, the size of %s".formatted(
                    address, dtype.bytes(), dtype));
        }
        Layout layout = Layout.contiguous(shape);
        Storage storage = card("borrow", device).borrow(address, shape.elements() * dtype.bytes());
        return Tensor.adopt(new View(storage, layout, dtype));
    }

    /**
     * The device address of a tensor's first element; the others lie as its {@linkplain Tensor#layout() layout} says. It stays
     * valid until the tensor is closed.
     *
     * <p>What is submitted to the {@linkplain CudaStream#current calling thread's stream} from now on may use it, and what any
     * thread asks of the tensor later comes after that. Work on other streams has to wait for this one, and be waited for.
     *
     * @throws DeviceException if the tensor is not on a card
     */
    public static long address(Tensor tensor) {
        try {
            return card("address", tensor.device()).address(tensor.view());
        } finally {
            Reference.reachabilityFence(tensor);
        }
    }

    static CudaBackend card(String operation, Device device) {
        if (device.backend() instanceof CudaBackend card) {
            return card;
        }
        throw new DeviceException("%s: %s is not an NVIDIA card".formatted(operation, device));
    }
}
