package dev.culebra.samples.draw;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.culebra.nn.Linear;
import dev.culebra.nn.Sequential;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Serves the page, to this machine alone, and answers it: {@code GET /} is the page, {@code GET /weights} the weights of
 * the layers, {@code POST /answer} with {@code {"strokes": [[[x, y], …], …]}} an {@link Answer}.
 *
 * <pre>{@code
 * try (var server = DrawServer.start(model, 0)) {
 *     browser.open(server.address());
 * }
 * }</pre>
 */
final class DrawServer implements AutoCloseable {

    private static final int LARGEST_REQUEST = 1 << 20;

    private final HttpServer server;
    private final Sequential model;
    private final Gson gson = new Gson();

    /** What the page sends. */
    private record Drawing(List<List<double[]>> strokes) {}

    private record Problem(int status, String message) {}

    private DrawServer(HttpServer server, Sequential model) {
        this.server = server;
        this.model = model;
    }

    /**
     * @param model stays the caller's, and open while the server runs
     * @param port 0 for any that is free
     * @throws UncheckedIOException if the port is taken
     */
    static DrawServer start(Sequential model, int port) {
        try {
            var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
            var result = new DrawServer(HttpServer.create(address, 0), model);
            result.server.createContext("/", result::page);
            result.server.createContext("/weights", result::weights);
            result.server.createContext("/answer", result::answer);
            result.server.start();
            return result;
        } catch (IOException e) {
            throw new UncheckedIOException("port %d: %s".formatted(port, e.getMessage()), e);
        }
    }

    URI address() {
        return URI.create("http://localhost:%d/".formatted(server.getAddress().getPort()));
    }

    private void page(HttpExchange exchange) throws IOException {
        if (!exchange.getRequestURI().getPath().equals("/")) {
            send(exchange, new Problem(404, "there is nothing at " + exchange.getRequestURI().getPath()));
            return;
        }
        try (InputStream page = DrawServer.class.getResourceAsStream("page.html")) {
            if (page == null) {
                throw new IllegalStateException("the page is missing from the jar");
            }
            send(exchange, 200, "text/html; charset=utf-8", page.readAllBytes());
        }
    }

    private void weights(HttpExchange exchange) throws IOException {
        List<float[][]> weights = new ArrayList<>();
        for (var layer : model.layers()) {
            if (layer instanceof Linear linear) {
                int in = (int) linear.weight().shape().size(1);
                float[] all = linear.weight().value().toFloats();
                float[][] rows = new float[all.length / in][];
                Arrays.setAll(rows, row -> Arrays.copyOfRange(all, row * in, (row + 1) * in));
                weights.add(rows);
            }
        }
        send(exchange, 200, weights);
    }

    private void answer(HttpExchange exchange) throws IOException {
        if (!exchange.getRequestMethod().equals("POST")) {
            send(exchange, new Problem(405, "POST a drawing"));
            return;
        }
        byte[] body = exchange.getRequestBody().readNBytes(LARGEST_REQUEST + 1);
        if (body.length > LARGEST_REQUEST) {
            send(exchange, new Problem(413, "a drawing has at most %,d bytes".formatted(LARGEST_REQUEST)));
            return;
        }
        try {
            Sketch sketch = sketch(gson.fromJson(new String(body, StandardCharsets.UTF_8), Drawing.class));
            send(exchange, 200, Answer.of(model, sketch.ink()));
        } catch (JsonParseException _) {
            send(exchange, new Problem(400, "not a drawing: {\"strokes\": [[[x, y], …], …]} in JSON is one"));
        } catch (IllegalArgumentException e) {
            send(exchange, new Problem(400, "not a drawing: " + e.getMessage()));
        }
    }

    private static Sketch sketch(Drawing drawing) {
        if (drawing == null || drawing.strokes == null) {
            throw new IllegalArgumentException("\"strokes\" is missing");
        }
        for (List<double[]> stroke : drawing.strokes) {
            for (double[] point : stroke == null ? List.<double[]>of() : stroke) {
                if (point == null || point.length != 2 || !Double.isFinite(point[0] + point[1])) {
                    throw new IllegalArgumentException("a point is two numbers");
                }
            }
        }
        return new Sketch(drawing.strokes.stream().filter(stroke -> stroke != null).toList());
    }

    private void send(HttpExchange exchange, Problem problem) throws IOException {
        send(exchange, problem.status, problem);
    }

    private void send(HttpExchange exchange, int status, Object content) throws IOException {
        send(exchange, status, "application/json", gson.toJson(content).getBytes(StandardCharsets.UTF_8));
    }

    private static void send(HttpExchange exchange, int status, String type, byte[] content) throws IOException {
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(status, content.length);
            exchange.getResponseBody().write(content);
        }
    }

    /** Answers no more. */
    @Override
    public void close() {
        server.stop(0);
    }
}
