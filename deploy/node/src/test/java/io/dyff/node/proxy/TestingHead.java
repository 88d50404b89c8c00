package io.dyff.node.proxy;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** The head of a message as it came: its start line and its fields. */
record TestingHead(String startLine, List<String> fields) {

    /** Reads to the empty line, and no byte further. */
    static TestingHead read(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException("the head ended early: " + head);
            }
            head.write(next);
        }
        List<String> lines = head.toString(StandardCharsets.ISO_8859_1).lines().toList();
        return new TestingHead(lines.getFirst(), lines.subList(1, lines.size() - 1));
    }

    /** All values of a field, split at commas. */
    List<String> values(String name) {
        return fields.stream()
                .filter(field -> field.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                .flatMap(field ->
                        Arrays.stream(field.substring(name.length() + 1).split(",")))
                .map(String::strip)
                .toList();
    }
}
