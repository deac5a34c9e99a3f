package dev.culebra.bench.compare;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import dev.culebra.bench.peer.Question;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/**
 * A library in a process of its own, such as {@code bench/peers/pytorch.py}: a question a line goes in, its first values and seconds
 * come out, all as JSON. So all take turns on one device. Where there is none, or it says no, the answer is the reason.
 */
final class Peer implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 120;
    private static final List<String> THREADS =
            List.of("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS");

    private final String label;
    private final String version;
    private final String refusal;
    private final Set<String> cases;
    private final Connection connection;

    private interface Connection {
        String ask(String line) throws IOException;

        void close();
    }

    private Peer(String label, String version, String refusal, Set<String> cases, Connection connection) {
        this.label = label;
        this.version = version;
        this.refusal = refusal;
        this.cases = cases;
        this.connection = connection;
    }

    /** None, for this reason. */
    static Peer none(String label, String reason) {
        return new Peer(label, "", reason, Set.copyOf(Question.CASES), new Connection() {
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
     * @param label in tables
     * @param threads that libraries of its kind look up in their environment; 0 says nothing of them
     */
    static Peer start(String label, int threads, List<String> command) {
        try {
            var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
            if (threads > 0) {
                THREADS.forEach(variable -> builder.environment().put(variable, Integer.toString(threads)));
            }
            Connection connection = connect(builder.start());
            JsonObject greeting = JsonParser.parseString(connection.ask("")).getAsJsonObject();
            if (greeting.has("error")) {
                connection.close();
                return none(label, greeting.get("error").getAsString());
            }
            Set<String> cases = greeting.has("cases")
                    ? greeting.getAsJsonArray("cases").asList().stream().map(JsonElement::getAsString)
                            .collect(Collectors.toSet())
                    : Set.copyOf(Question.CASES);
            return new Peer(label, greeting.get("version").getAsString(), "", cases, connection);
        } catch (IOException | JsonParseException | IllegalStateException e) {
            return none(label, command.getFirst() + ": " + e.getMessage());
        }
    }

    private static Connection connect(Process process) {
        BufferedReader answers = process.inputReader(StandardCharsets.UTF_8);
        PrintWriter questions = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
        Sleeper sleeper = new Sleeper(process);
        return new Connection() {
            @Override
            public String ask(String line) throws IOException {
                sleeper.wake();
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
                    sleeper.sleep();
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
                sleeper.close();
            }
        };
    }

    String label() {
        return label;
    }

    /** Its version, or why there is none. */
    String description() {
        return refusal.isEmpty() ? version : "none: " + refusal;
    }

    /** Whether it is made for such a question at all. */
    boolean knows(Question question) {
        return cases.contains(question.kind());
    }

    /** Lets it do a case: timed, if its first values are right. */
    Timing measure(Question question, Check check) {
        if (!refusal.isEmpty()) {
            return new Timing.None(refusal);
        }
        try {
            JsonObject answer = JsonParser.parseString(connection.ask(question.toJson())).getAsJsonObject();
            if (answer.has("error")) {
                return new Timing.None(answer.get("error").getAsString());
            }
            return check.guard(numbers(answer, "values"), () -> new Timing.Rounds(numbers(answer, "seconds")));
        } catch (IOException | JsonParseException | IllegalStateException e) {
            return new Timing.None(String.valueOf(e.getMessage()));
        }
    }

    private static double[] numbers(JsonObject answer, String name) {
        return answer.getAsJsonArray(name).asList().stream().mapToDouble(JsonElement::getAsDouble).toArray();
    }

    @Override
    public void close() {
        connection.close();
    }
}
