package io.dyff.kube.print;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The JSONPath of printer columns: names, {@code ['name']}, {@code [index]}, {@code [*]} and filters such as
 * {@code [?(@.type=="Ready")]}; no recursive descent, slices or functions.
 */
public final class JsonPath {

    private static final Pattern STEP = Pattern.compile(
            "\\.?\\[\\?\\(\\s*@((?:\\.[\\w\\-]+|\\['[^']*'])+)\\s*(==|!=)\\s*(\"[^\"]*\"|'[^']*'|[^\\s)]+)\\s*\\)]"
                    + "|\\.?\\['((?:[^'\\\\]|\\\\.)*)']|\\.?\\[(-?\\d+|\\*)]|\\.((?:[^.\\[\\\\]|\\\\.)+)");

    private interface Step {
        void follow(JsonNode from, List<JsonNode> found);
    }

    private final List<Step> steps = new ArrayList<>();

    /** @throws IllegalArgumentException when the path uses something else */
    public JsonPath(String path) {
        Matcher matcher = STEP.matcher(path);
        int end = 0;
        while (end < path.length()) {
            if (!matcher.find(end) || matcher.start() != end) {
                throw new IllegalArgumentException("unsupported JSONPath " + path + " at " + path.substring(end));
            }
            steps.add(step(matcher));
            end = matcher.end();
        }
    }

    private static Step step(Matcher matcher) {
        if (matcher.group(1) != null) {
            return filter(new JsonPath(matcher.group(1)), matcher.group(2).equals("=="), unquoted(matcher.group(3)));
        } else if (matcher.group(4) != null) {
            return field(matcher.group(4).replaceAll("\\\\(.)", "$1"));
        } else if (matcher.group(5) != null) {
            return matcher.group(5).equals("*") ? (from, found) -> from.forEach(found::add) : index(matcher.group(5));
        }
        String name = matcher.group(6).replaceAll("\\\\(.)", "$1");
        return name.equals("*") ? (from, found) -> from.forEach(found::add) : field(name);
    }

    private static Step field(String name) {
        return (from, found) -> {
            if (from.has(name)) {
                found.add(from.get(name));
            }
        };
    }

    private static Step index(String text) {
        int index = Integer.parseInt(text);
        return (from, found) -> {
            JsonNode item = from.get(index < 0 ? from.size() + index : index);
            if (item != null) {
                found.add(item);
            }
        };
    }

    private static Step filter(JsonPath left, boolean equal, String right) {
        return (from, found) -> from.forEach(item -> {
            List<JsonNode> values = left.find(item);
            boolean same = values.stream().anyMatch(value -> value.asText().equals(right));
            if (same == equal) {
                found.add(item);
            }
        });
    }

    private static String unquoted(String text) {
        boolean quoted = text.length() >= 2 && (text.charAt(0) == '"' || text.charAt(0) == '\'');
        return quoted ? text.substring(1, text.length() - 1) : text;
    }

    public List<JsonNode> find(JsonNode root) {
        List<JsonNode> present = List.of(root);
        for (Step step : steps) {
            List<JsonNode> next = new ArrayList<>();
            present.forEach(node -> step.follow(node, next));
            present = next;
        }
        return present;
    }
}
