package dev.culebra.samples.draw;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import com.google.gson.JsonParser;
import dev.culebra.nn.Sequential;
import dev.culebra.nn.data.Digits;
import dev.culebra.samples.Run;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DrawServerTest {

    private Sequential model;
    private DrawServer server;
    private HttpClient client;

    @TempDir
    private Path directory;

    @BeforeEach
    void start() {
        model = DrawSample.network(1);
        server = DrawServer.start(model, 0);
        client = HttpClient.newHttpClient();
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
        model.close();
    }

    private HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(server.address().resolve(path)).POST(BodyPublishers.ofString(body))
                .build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(server.address().resolve(path)).build(), BodyHandlers.ofString());
    }

    @Test
    void answersWithEverythingThatGoesOnInside() throws Exception {
        HttpResponse<String> response = post("answer", "{\"strokes\": [[[0.5, 0.1], [0.5, 0.9]]]}");
        assertEquals(200, response.statusCode(), response::body);
        Answer answer = new Gson().fromJson(response.body(), Answer.class);
        assertEquals(2, answer.hidden().size());
        answer.hidden().forEach(layer -> assertEquals(16, layer.length));
        float sum = 0;
        for (float output : answer.outputs()) {
            sum += output;
            assertTrue(output <= answer.outputs()[answer.digit()]);
        }
        assertEquals(1, sum, 1e-5, "ten roundings of numbers below 1");
        assertArrayEquals(new Sketch(List.of(List.of(new double[] {0, 0}, new double[] {0, 7}))).ink(), answer.image(),
                1e-6f, "size and place of a drawing do not matter");
        try (var same = DrawSample.network(1)) {
            assertArrayEquals(Answer.of(same, answer.image()).outputs(), answer.outputs());
        }
    }

    @Test
    void servesThePageAndTheWeights() throws Exception {
        HttpResponse<String> page = get("");
        assertEquals(200, page.statusCode());
        assertTrue(page.body().contains("<canvas id=\"pad\"") && !page.body().contains("https://"), page::body);
        var weights = JsonParser.parseString(get("weights").body()).getAsJsonArray();
        assertEquals(3, weights.size());
        assertEquals(Digits.CLASSES, weights.get(2).getAsJsonArray().size());
        assertEquals(784, weights.get(0).getAsJsonArray().get(0).getAsJsonArray().size());
    }

    @Test
    void saysWhatItCannotRead() throws Exception {
        assertEquals(400, post("answer", "{\"strokes\": [[[1]]]}").statusCode());
        assertEquals(400, post("answer", "{\"strokes\": ").statusCode());
        assertEquals(400, post("answer", "[1]").statusCode());
        assertEquals(
                "{\"status\":400,\"message\":\"not a drawing: {\\\"strokes\\\": [[[x, y], …], …]} in JSON is one\"}",
                post("answer", "[1]").body());
        assertEquals(400, post("answer", "").statusCode());
        assertEquals(413, post("answer", " ".repeat(1 << 21)).statusCode());
        assertEquals(405, get("answer").statusCode());
        HttpResponse<String> missing = get("no");
        assertEquals(404, missing.statusCode());
        assertTrue(missing.body().contains("there is nothing at /no"), missing::body);
    }

    @Test
    void anEmptyDrawingIsBlank() throws Exception {
        Answer answer = new Gson().fromJson(post("answer", "{\"strokes\": []}").body(), Answer.class);
        assertArrayEquals(new float[784], answer.image());
    }

    @Test
    void trainsOnceThenUsesTheSavedNetwork() throws IOException {
        Path file = directory.resolve("model.safetensors");
        String[] args = {"draw", "--port", "0", "--epochs", "1", "--train-images", "300", "--model", file.toString()};
        Run first = Run.interrupted(args);
        assertEquals(0, first.code(), first::err);
        assertTrue(first.out().contains("Network  saved as " + file), first::out);
        assertTrue(first.out().contains("Draw at  http://localhost:"), first::out);
        byte[] saved = Files.readAllBytes(file);
        Run second = Run.interrupted(args);
        assertEquals(0, second.code(), second::err);
        assertTrue(second.out().contains("Network  " + file) && !second.out().contains("epoch"), second::out);
        assertArrayEquals(saved, Files.readAllBytes(file));
        Files.writeString(file, "no model");
        Run damaged = Run.interrupted(args);
        assertEquals(2, damaged.code());
        assertEquals(1, damaged.err().lines().count(), damaged::err);
    }
}
