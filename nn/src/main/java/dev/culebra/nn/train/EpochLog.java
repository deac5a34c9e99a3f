package dev.culebra.nn.train;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import dev.culebra.nn.data.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Writes a line for each epoch into a file, so that a training can be watched and drawn: number, losses, metrics, learning rate
 * and seconds. Goes on with a file that exists, as a training does that was interrupted.
 *
 * <pre>{@code
 * trainer.fit(train, Optional.of(valid), 5, EpochLog.csv(Path.of("log.csv"), optimizer));
 * // epoch,trainLoss,loss,accuracy,rate,seconds
 * // 1,0.4182,0.2203,0.9352,0.1,3.271
 * }</pre>
 */
public final class EpochLog implements TrainingListener {
    private final Path file;
    private final Optimizer optimizer;
    private final Format format;

    private enum Format {
        CSV,
        JSON_LINES
    }

    private EpochLog(Path file, Optimizer optimizer, Format format) {
        this.file = file;
        this.optimizer = optimizer;
        this.format = format;
    }

    /**
     * Comma-separated values, with a line of names at the beginning of the file; what is not a number is written as nothing.
     *
     * @param optimizer whose learning rate is noted
     */
    public static EpochLog csv(Path file, Optimizer optimizer) {
        return new EpochLog(file, optimizer, Format.CSV);
    }

    /**
     * A JSON object in each line: {@code {"epoch":1,"trainLoss":0.4182,…}}; what is not a number is left out.
     *
     * @param optimizer whose learning rate is noted
     */
    public static EpochLog jsonLines(Path file, Optimizer optimizer) {
        return new EpochLog(file, optimizer, Format.JSON_LINES);
    }

    /**
     * Writes the epoch's line.
     *
     * @throws DataException if that fails
     */
    @Override
    public boolean goesOn(EpochReport epoch) {
        Map<String, Number> figures = figures(epoch);
        try {
            boolean begins = !Files.exists(file) || Files.size(file) == 0;
            String text = switch (format) {
                case CSV -> (begins ? header(figures) : "") + values(figures);
                case JSON_LINES -> object(figures);
            };
            Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new DataException("log: cannot write to " + file + ": " + e.getMessage(), e);
        }
        return true;
    }

    private Map<String, Number> figures(EpochReport epoch) {
        Map<String, Number> figures = new LinkedHashMap<>();
        figures.put("epoch", epoch.number());
        figures.put("trainLoss", epoch.trainLoss());
        epoch.validation().ifPresent(validation -> {
            figures.put("loss", validation.loss());
            figures.putAll(validation.metrics());
        });
        figures.put("rate", optimizer.learningRate());
        figures.put("seconds", epoch.seconds());
        return figures;
    }

    private static String header(Map<String, Number> figures) {
        return figures.keySet().stream().map(EpochLog::cell).collect(Collectors.joining(",", "", "\n"));
    }

    /** Quoted where the name would otherwise end (RFC 4180). */
    private static String cell(String name) {
        boolean quoted = name.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return quoted ? '"' + name.replace("\"", "\"\"") + '"' : name;
    }

    private static String values(Map<String, Number> figures) {
        return figures.values().stream().map(value -> Double.isNaN(value.doubleValue()) ? "" : value.toString())
                .collect(Collectors.joining(",", "", "\n"));
    }

    private static String object(Map<String, Number> figures) {
        JsonObject object = new JsonObject();
        figures.forEach((name, value) -> {
            if (Double.isFinite(value.doubleValue())) {
                object.addProperty(name, value);
            }
        });
        return new Gson().toJson(object) + "\n";
    }
}
