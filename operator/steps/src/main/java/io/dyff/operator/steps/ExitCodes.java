package io.dyff.operator.steps;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** The exit codes of one program: its rows in operator/exit-codes.yaml, by name. */
public final class ExitCodes {

    /** What a Job is to make of a code. */
    public enum Outcome {
        /** The step has done its work. */
        DONE,
        /** Trying again changes nothing. */
        FINAL,
        /** Another try may help. */
        AGAIN
    }

    /** @param meaning one line, for people */
    public record Row(int code, Outcome outcome, String meaning) {}

    private static final String FILE = "exit-codes.yaml";
    private static final JsonNode PROGRAMS = read();

    private final String program;
    private final SequencedMap<String, Row> rows = new LinkedHashMap<>();

    private ExitCodes(String program) {
        this.program = program;
        for (JsonNode row : PROGRAMS.required(program)) {
            rows.put(row.required("name").textValue(), row(row));
        }
    }

    private static Row row(JsonNode row) {
        String outcome = row.required("outcome").textValue().toUpperCase(Locale.ROOT);
        return new Row(
                row.required("code").intValue(),
                Outcome.valueOf(outcome),
                row.required("meaning").asText());
    }

    private static JsonNode read() {
        try (InputStream in = Objects.requireNonNull(ExitCodes.class.getResourceAsStream(FILE), FILE)) {
            return new ObjectMapper(new YAMLFactory()).readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @throws IllegalArgumentException when the file does not have this program */
    public static ExitCodes of(String program) {
        return new ExitCodes(program);
    }

    /** @throws IllegalArgumentException when the program has no such row */
    public int code(String name) {
        @Nullable Row row = rows.get(name);
        if (row == null) {
            throw new IllegalArgumentException(FILE + " has no row " + name + " for " + program);
        }
        return row.code();
    }

    public Map<String, Row> rows() {
        return Collections.unmodifiableMap(rows);
    }

    /** Gives a program its codes for wrong options and unexpected errors, and the list that its help shows. */
    static void applyTo(CommandLine program) {
        ExitCodes codes = of(program.getCommandName());
        program.getCommandSpec()
                .exitCodeOnInvalidInput(codes.code("UnusableInput"))
                .exitCodeOnExecutionException(codes.code("Unexpected"))
                .usageMessage()
                .exitCodeListHeading("%nExit codes:%n")
                .exitCodeList(codes.help());
    }

    private Map<String, String> help() {
        var lines = new LinkedHashMap<String, String>();
        rows.values().forEach(row -> lines.put(String.valueOf(row.code()), line(row)));
        return lines;
    }

    private static String line(Row row) {
        return row.meaning() + (row.outcome() == Outcome.AGAIN ? "; another try may help" : "");
    }
}
