package dev.culebra.samples.draw;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A headless Chromium, driven by ChromeDriver through the W3C's WebDriver protocol. */
final class Browser implements AutoCloseable {

    private static final Pattern PORT = Pattern.compile("started successfully on port (\\d+)");
    private static final String ELEMENT = "element-6066-11e4-a52e-4f735466cecf";
    private static final List<String> FLAGS = List.of("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run",
            "--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync",
            "--window-size=1200,900");

    private final Process driver;
    private final String session;
    private final HttpClient client = HttpClient.newHttpClient();
    private final Gson gson = new Gson();

    /** Where ChromeDriver is, if this machine has it and a Chromium. */
    static Optional<Path> driver() {
        boolean chromium = Stream.of("chromium", "chromium-browser", "google-chrome").anyMatch(name -> find(name)
                .isPresent());
        return chromium ? find("chromedriver") : Optional.empty();
    }

    private static Optional<Path> find(String command) {
        return Stream.of(System.getenv("PATH").split(":")).map(folder -> Path.of(folder, command))
                .filter(Files::isExecutable).findFirst();
    }

    Browser(Path chromeDriver, Path profile) throws IOException {
        driver = new ProcessBuilder(chromeDriver.toString(), "--port=0").redirectErrorStream(true).start();
        String root = "http://localhost:" + port(driver.inputReader()) + "/session";
        List<String> flags = Stream.concat(FLAGS.stream(), Stream.of("--user-data-dir=" + profile)).toList();
        JsonObject made = post(root, Map.of("capabilities", Map.of("alwaysMatch", Map.of("goog:chromeOptions", Map.of(
                "args", flags))))).getAsJsonObject();
        session = root + "/" + made.get("sessionId").getAsString();
    }

    private static int port(BufferedReader output) throws IOException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            Matcher started = PORT.matcher(line);
            if (started.find()) {
                return Integer.parseInt(started.group(1));
            }
        }
        throw new IOException("ChromeDriver ended before it said on which port it listens");
    }

    void open(URI page) {
        post(session + "/url", Map.of("url", page.toString()));
    }

    /** What a script returns, as text. */
    String script(String script) {
        JsonElement value = post(session + "/execute/sync", Map.of("script", script, "args", List.of()));
        return value.isJsonNull() ? "" : value.getAsString();
    }

    /** Presses the button or finger, moves it through points (pixels from the element's middle), and lifts it. */
    void drag(String selector, String kind, int[]... points) {
        Map<String, String> origin = Map.of(ELEMENT, element(selector));
        Stream<Map<String, ?>> moves = Stream.of(points).flatMap(point -> {
            Map<String, Object> move = Map.of("type", "pointerMove", "duration", 30, "x", point[0], "y", point[1],
                    "origin", origin);
            return point == points[0] ? Stream.of(move, Map.of("type", "pointerDown", "button", 0)) : Stream.of(move);
        });
        List<Map<String, ?>> actions =
                Stream.concat(moves, Stream.of(Map.of("type", "pointerUp", "button", 0))).toList();
        post(session + "/actions", Map.of("actions", List.of(Map.of("type", "pointer", "id", kind, "parameters", Map.of(
                "pointerType", kind), "actions", actions))));
    }

    /** Types keys into an element; WebDriver's code points stand for keys without a character. */
    void type(String selector, String keys) {
        post(session + "/element/" + element(selector) + "/value", Map.of("text", keys));
    }

    void click(String selector) {
        post(session + "/element/" + element(selector) + "/click", Map.of());
    }

    private String element(String selector) {
        return post(session + "/element", Map.of("using", "css selector", "value", selector)).getAsJsonObject().get(
                ELEMENT).getAsString();
    }

    private JsonElement post(String address, Map<String, ?> content) {
        return send(HttpRequest.newBuilder(URI.create(address)).POST(BodyPublishers.ofString(gson.toJson(content))));
    }

    private JsonElement send(HttpRequest.Builder request) {
        try {
            var response = client.send(request.build(), BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new IllegalStateException(response.body());
            }
            return JsonParser.parseString(response.body()).getAsJsonObject().get("value");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    @Override
    public void close() {
        try {
            send(HttpRequest.newBuilder(URI.create(session)).DELETE());
        } finally {
            driver.destroy();
            client.close();
        }
    }
}
