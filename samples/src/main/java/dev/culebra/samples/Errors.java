package dev.culebra.samples;

import dev.culebra.engine.DeviceException;
import dev.culebra.engine.DeviceMemoryException;
import dev.culebra.nn.data.DataException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Says what went wrong. What the user can mend takes one line and code 2; what stopped the program, one line and code
 * 1; an error of the program itself, its stack trace and code 1.
 */
final class Errors implements IParameterExceptionHandler, IExecutionExceptionHandler {

    private static final int FAILED = 1;
    private static final int USAGE = 2;

    static UsageException unknownSample(String name, CommandSpec root) {
        return new UsageException("there is no sample \"%s\"%s".formatted(name, Nearest.hint(name, root.subcommands()
                .keySet())));
    }

    /** The arguments cannot be read. */
    @Override
    public int handleParseException(ParameterException e, String[] args) {
        CommandLine line = e.getCommandLine();
        String message = e instanceof UnmatchedArgumentException unmatched ? unmatched(unmatched) : plain(e);
        return say(line, message, USAGE);
    }

    /** The arguments were read, and the sample failed. */
    @Override
    public int handleExecutionException(Exception e, CommandLine line, ParseResult args) {
        return switch (e) {
            case UsageException usage -> say(line, message(usage), USAGE);
            case DataException data -> say(line, message(data), USAGE);
            case DeviceException device -> say(line, firstLine(device), USAGE);
            case DeviceMemoryException memory -> say(line, message(memory), FAILED);
            case FailureException failure -> say(line, message(failure), FAILED);
            case UncheckedIOException io -> say(line, message(io), FAILED);
            default -> {
                PrintWriter err = line.getErr();
                err.println(line.getCommandName() + ": an error in the program:");
                e.printStackTrace(err);
                err.flush();
                yield FAILED;
            }
        };
    }

    private static String unmatched(UnmatchedArgumentException e) {
        CommandLine line = e.getCommandLine();
        String argument = e.getUnmatched().getFirst();
        if (e.isUnknownOption()) {
            String option = argument.replaceFirst("=.*", "");
            return "unknown option \"%s\"%s".formatted(option, Nearest.hint(option, options(line)));
        }
        return line.getParent() == null
                ? message(unknownSample(argument, line.getCommandSpec()))
                : "unexpected argument \"%s\"".formatted(argument);
    }

    private static List<String> options(CommandLine line) {
        return line.getCommandSpec().options().stream().map(option -> option.longestName()).toList();
    }

    /** The parser's own message, but for a choice, which has a nearest. */
    private static String plain(ParameterException e) {
        List<String> choices = new ArrayList<>();
        if (e.getArgSpec() instanceof OptionSpec option && option.completionCandidates() != null) {
            option.completionCandidates().forEach(choices::add);
            if (e.getValue() != null) {
                return "%s: unknown name \"%s\"%s Known: %s".formatted(option.longestName(), e.getValue(),
                        Nearest.hint(e.getValue(), choices), String.join(", ", choices));
            }
        }
        String message = message(e).lines().findFirst().orElse("");
        return message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1);
    }

    private static String message(Exception e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    /** What else the message tells, of everything that was tried, has a sample of its own. */
    private static String firstLine(DeviceException e) {
        List<String> lines = message(e).lines().toList();
        return lines.size() == 1 ? lines.getFirst() : lines.getFirst() + "; the sample devices says what was tried";
    }

    private static int say(CommandLine line, String message, int code) {
        line.getErr().println(line.getCommandName() + ": " + message);
        line.getErr().flush();
        return code;
    }
}
