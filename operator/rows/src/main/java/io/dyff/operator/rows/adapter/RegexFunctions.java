package io.dyff.operator.rows.adapter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.dyff.operator.rows.regex.Match;
import io.dyff.operator.rows.regex.PythonRegex;
import io.dyff.operator.rows.regex.RegexException;
import io.dyff.operator.rows.regex.Replacement;
import java.util.List;
import java.util.Optional;

/** The functions that Python's re has. */
final class RegexFunctions {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private interface OnText {
        JsonNode of(String text) throws AdapterException, RegexException;
    }

    private RegexFunctions() {}

    static Expression findAll(FunctionArguments arguments) throws AdapterException {
        PythonRegex regex = regex(arguments);
        return onText(text -> {
            ArrayNode found = NODES.arrayNode();
            regex.matches(text, 0).forEach(match -> found.add(contents(match)));
            return found;
        });
    }

    /** The match without groups, the text of one group, the list of the texts of several. */
    private static JsonNode contents(Match match) {
        if (match.groups() < 2) {
            return TextNode.valueOf(match.group(match.groups()).orElse(""));
        }
        ArrayNode groups = NODES.arrayNode();
        for (int i = 1; i <= match.groups(); i++) {
            groups.add(match.group(i).orElse(""));
        }
        return groups;
    }

    static Expression search(FunctionArguments arguments) throws AdapterException {
        PythonRegex regex = regex(arguments);
        int group = group(arguments.any("group"), regex);
        JsonNode absent = arguments.any("default");
        return onText(text -> {
            Optional<Match> match = regex.search(text);
            return match.isPresent() ? textOrNull(match.get().group(group)) : absent;
        });
    }

    private static int group(JsonNode group, PythonRegex regex) throws AdapterException {
        Optional<Integer> number = group.isTextual()
                ? regex.group(group.textValue())
                : group.isNull() ? Optional.of(0) : Optional.of(group.asInt(-1));
        return number.filter(n -> 0 <= n && n <= regex.groups())
                .orElseThrow(() -> new AdapterException("the pattern has no group " + group));
    }

    static Expression split(FunctionArguments arguments) throws AdapterException {
        PythonRegex regex = regex(arguments);
        int most = arguments.number("maxsplit");
        return onText(text -> {
            int[] characters = text.codePoints().toArray();
            ArrayNode parts = NODES.arrayNode();
            int from = 0;
            for (Match match : regex.matches(text, most)) {
                parts.add(slice(characters, from, match.start()));
                for (int i = 1; i <= match.groups(); i++) {
                    parts.add(textOrNull(match.group(i)));
                }
                from = match.end();
            }
            return parts.add(slice(characters, from, characters.length));
        });
    }

    static Expression substitute(FunctionArguments arguments) throws AdapterException {
        PythonRegex regex = regex(arguments);
        int most = arguments.number("count");
        Replacement replacement = compiled(() -> Replacement.parse(arguments.text("repl"), regex));
        return onText(text -> TextNode.valueOf(replaced(text, regex.matches(text, most), replacement)));
    }

    private static String replaced(String text, List<Match> matches, Replacement replacement) {
        int[] characters = text.codePoints().toArray();
        var result = new StringBuilder();
        int from = 0;
        for (Match match : matches) {
            result.append(slice(characters, from, match.start())).append(replacement.of(match));
            from = match.end();
        }
        return result.append(slice(characters, from, characters.length)).toString();
    }

    private static String slice(int[] characters, int from, int to) {
        return new String(characters, from, to - from);
    }

    private static JsonNode textOrNull(Optional<String> text) {
        return text.<JsonNode>map(TextNode::valueOf).orElse(NullNode.getInstance());
    }

    private interface Compilation<T> {
        T run() throws AdapterException, RegexException;
    }

    private static <T> T compiled(Compilation<T> compilation) throws AdapterException {
        try {
            return compilation.run();
        } catch (RegexException e) {
            throw new AdapterException(String.valueOf(e.getMessage()));
        }
    }

    private static PythonRegex regex(FunctionArguments arguments) throws AdapterException {
        String pattern = arguments.text("pattern");
        int flags = arguments.number("flags");
        return compiled(() -> PythonRegex.compile(pattern, flags));
    }

    private static Expression onText(OnText function) {
        return value -> {
            if (!value.isTextual()) {
                throw new AdapterException("needs a text, got " + Adapter.describe(value));
            }
            return compiled(() -> function.of(value.textValue()));
        };
    }
}
