package io.dyff.operator.rows.adapter;

import java.util.ArrayList;
import java.util.List;

/** Reads the text of a JSONPath query, step by step, and refuses what is outside the dialect. */
final class JsonPathReader {

    private final String text;
    private int at;

    JsonPathReader(String text) {
        this.text = text;
    }

    List<JsonPath.Step> read() throws AdapterException {
        var steps = new ArrayList<JsonPath.Step>();
        skipSpaces();
        if (peek() == '$') {
            at++;
        } else {
            // A leading "$." may be missing: a plain name is a field of the root.
            steps.add(peek() == '[' ? bracket() : name());
        }
        for (skipSpaces(); at < text.length(); skipSpaces()) {
            steps.add(step());
        }
        return steps;
    }

    private JsonPath.Step step() throws AdapterException {
        if (peek() == '[') {
            return bracket();
        }
        if (peek() != '.') {
            throw refused("expected '.' or '['");
        }
        at++;
        skipSpaces();
        return peek() == '[' ? bracket() : name();
    }

    private JsonPath.Step name() throws AdapterException {
        char first = peek();
        if (first == '*') {
            at++;
            return JsonPath.Step.wildcard();
        }
        if (first == '\'' || first == '"') {
            return JsonPath.Step.field(quoted());
        }
        return JsonPath.Step.field(identifier());
    }

    private JsonPath.Step bracket() throws AdapterException {
        at++;
        skipSpaces();
        char first = peek();
        JsonPath.Step step;
        if (first == '-' || Character.isDigit(first)) {
            step = JsonPath.Step.index(number());
        } else {
            step = name();
        }
        skipSpaces();
        if (peek() != ']') {
            throw refused("expected ']' (unions, slices and filters are not in the dialect)");
        }
        at++;
        return step;
    }

    private int number() throws AdapterException {
        int start = at++;
        while (Character.isDigit(peek())) {
            at++;
        }
        try {
            return Integer.parseInt(text.substring(start, at));
        } catch (NumberFormatException e) {
            at = start;
            throw refused("expected an index");
        }
    }

    private String quoted() throws AdapterException {
        char quote = text.charAt(at++);
        var name = new StringBuilder();
        while (at < text.length() && text.charAt(at) != quote) {
            if (text.charAt(at) == '\\') {
                at++;
            }
            name.append(peek());
            at++;
        }
        if (peek() != quote) {
            throw refused("expected a closing quote");
        }
        at++;
        return name.toString();
    }

    private String identifier() throws AdapterException {
        int start = at;
        while (isIdentifierPart(peek(), at > start)) {
            at++;
        }
        if (at == start) {
            throw refused("expected a field name, '*' or a quoted name");
        }
        return text.substring(start, at);
    }

    private static boolean isIdentifierPart(char c, boolean notFirst) {
        boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c == '@';
        return letter || notFirst && (c == '-' || c >= '0' && c <= '9');
    }

    private char peek() {
        return at < text.length() ? text.charAt(at) : '\0';
    }

    private void skipSpaces() {
        while (Character.isWhitespace(peek())) {
            at++;
        }
    }

    private AdapterException refused(String expectation) {
        return new AdapterException("query " + text + " is not valid at column " + (at + 1) + ": " + expectation);
    }
}
