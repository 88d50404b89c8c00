package io.dyff.operator.controller.plan;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/** What the exit codes of the step programs mean for their Jobs, as operator/exit-codes.yaml says. */
final class ExitCodes {

    private static final String FILE = "exit-codes.yaml";
    private static final Map<String, List<Row>> ROWS = read();

    private ExitCodes() {}

    /** The codes of a program after which nobody gets another result by trying again, in the order of the file. */
    static List<Integer> whichAreFinal(String program) {
        List<Row> rows = ROWS.get(program);
        if (rows == null) {
            throw new IllegalArgumentException(FILE + " has no rows for " + program);
        }
        return rows.stream()
                .filter(row -> row.outcome().equals("final"))
                .map(Row::code)
                .toList();
    }

    private static Map<String, List<Row>> read() {
        try (InputStream in = ExitCodes.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException(FILE + " is missing beside " + ExitCodes.class.getName());
            }
            return new YAMLMapper().readValue(in, new TypeReference<>() {});
        } catch (IOException e) {
            throw new UncheckedIOException(FILE, e);
        }
    }

    /** @param outcome done, final or again */
    private record Row(int code, String name, String outcome, String meaning) {}
}
