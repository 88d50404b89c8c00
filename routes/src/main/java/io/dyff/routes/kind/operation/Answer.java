package io.dyff.routes.kind.operation;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The form of a successful answer: {@code array<Team>} or {@code map<string,array<ArtifactURL>>}.
 *
 * @param around what is around the schema, the outermost first: {@code array} or {@code map}
 * @param name of the schema, or one of the words {@code string}, {@code none} (the JSON null) and {@code any}
 */
public record Answer(List<Around> around, String name) {
    public static final String STRING = "string";
    public static final String NONE = "none";
    public static final String ANY = "any";

    private static final Pattern SCHEMA = Pattern.compile("[A-Z][A-Za-z]+");
    private static final Pattern AROUND = Pattern.compile("(?:(?<array>array)|map)<(?:string,)?(?<inner>.+)>");

    public Answer {
        around = List.copyOf(around);
    }

    /** What holds the schema's values. */
    public enum Around {
        array,
        map
    }

    static Answer of(String text) {
        List<Around> depth = new ArrayList<>();
        String rest = text;
        Matcher around = AROUND.matcher(rest);
        while (around.matches()) {
            depth.add(around.group("array") == null ? Around.map : Around.array);
            rest = Objects.requireNonNull(around.group("inner"));
            around = AROUND.matcher(rest);
        }
        Answer answer = new Answer(depth, rest);
        if (!answer.isSchema() && !rest.equals(STRING) && !rest.equals(NONE) && !rest.equals(ANY)) {
            throw new IllegalArgumentException("the answer '" + text + "' is no schema, string, none or any");
        }
        return answer;
    }

    /** True when the name is one of a schema. */
    public boolean isSchema() {
        return SCHEMA.matcher(name).matches();
    }
}
