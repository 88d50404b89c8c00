package io.dyff.local.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import picocli.CommandLine.Option;

/** How a command prints its result. */
final class OutputOption {
    private static final ObjectMapper JSON = new ObjectMapper();

    enum Format {
        text,
        json
    }

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text (default) or json: one object on standard output, everything else on standard error.")
    private Format format = Format.text;

    boolean json() {
        return format == Format.json;
    }

    static String toJson(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("no JSON form", e);
        }
    }
}
