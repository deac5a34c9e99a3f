package dev.culebra.bench.compare;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * PyTorch, in a process of its own ({@code bench/peers/pytorch.py}): a case a line goes in, its first values and seconds come out, all
 * as JSON. So both take turns on one card. Where there is none, or it says no, the answer is the reason.
 */
final class Peer implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 120;

    private final String name;
    private final String refusal;
    private final Connection connection;

    private interface Connection {
        String ask(String line) throws IOException;

        void close();
    }

    private Peer(String name, String refusal, Connection connection) {
        this.name = name;
        this.refusal = refusal;
        this.connection = connection;
    }

    /** None, for this reason. */
    static Peer none(String reason) {
        return new Peer("", reason, new Connection() {
            @Override
            public String ask(String line) throws IOException {
                throw new IOException(reason);
            }

            @Override
            public void close() {}
        });
    }

    /**
     * Starts it; what goes wrong is the reason for all that is asked of it.
     *
     * @param device {@code cuda}, or {@code cpu} and the number of threads
     */
    static Peer start(String python, Path script, boolean tiny, List<String> device) {
        try {
            List<String> command = new ArrayList<>(List.of(python, "-u", script.toString(), tiny ? "tiny" : "full"));
            command.addAll(device);
            Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
            Connection connection = connect(process);
            JsonObject greeting = JsonParser.parseString(connection.ask("")).getAsJsonObject();
            if (greeting.has("error")) {
                connection.close();
                return none(greeting.get("error").getAsString());
            }
            return new Peer(greeting.get("name").getAsString(), "", connection);
        } catch (IOException | JsonParseException | IllegalStateException e) {
            return none(python + ": " + e.getMessage());
        }
    }

    private static Connection connect(Process process) {
        BufferedReader answers = process.inputReader(StandardCharsets.UTF_8);
        PrintWriter questions = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
        return new Connection() {
            @Override
            public String ask(String line) throws IOException {
                questions.println(line);
                CompletableFuture<String> answer = CompletableFuture.supplyAsync(() -> {
                    try {
                        return String.valueOf(answers.readLine());
                    } catch (IOException e) {
                        return "null";
                    }
                });
                try {
                    String text = answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
                    if (text.equals("null")) {
                        throw new IOException("the process ended");
                    }
                    return text;
                } catch (TimeoutException e) {
                    close();
                    throw new IOException("no answer within " + PATIENCE_SECONDS + " s", e);
                } catch (ExecutionException e) {
                    throw new IOException(e.getCause());
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new IOException("interrupted", e);
                }
            }

            @Override
            public void close() {
                process.destroy();
            }
        };
    }

    /** Its name and version, or why there is none. */
    String description() {
        return refusal.isEmpty() ? name : "none: " + refusal;
    }

    /** Lets it do a case: measured, if its first values are right. */
    Figure measure(JsonObject question, Check check) {
        if (!refusal.isEmpty()) {
            return new Figure.NotMeasured(refusal);
        }
        try {
            JsonObject answer = JsonParser.parseString(connection.ask(question.toString())).getAsJsonObject();
            if (answer.has("error")) {
                return new Figure.NotMeasured(answer.get("error").getAsString());
            }
            double[] values = answer.getAsJsonArray("values").asList().stream().mapToDouble(JsonElement::getAsDouble)
                    .toArray();
            return check.guard(values, () -> new Figure.Measured(answer.get("seconds").getAsDouble()));
        } catch (IOException | JsonParseException | IllegalStateException e) {
            return new Figure.NotMeasured(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void close() {
        connection.close();
    }
}
