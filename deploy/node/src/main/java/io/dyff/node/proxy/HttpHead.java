package io.dyff.node.proxy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Start line and fields of an HTTP/1.1 message. Source of the rules: RFC 9112.
 *
 * @param startLine without its end
 * @param fields in their order
 */
record HttpHead(String startLine, List<Field> fields) {

    /** One field. */
    record Field(String name, String value) {}

    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    private static final Set<String> HOP_BY_HOP = Set.of(
            "connection",
            "keep-alive",
            "proxy-connection",
            "proxy-authenticate",
            "proxy-authorization",
            "te",
            "upgrade");

    HttpHead {
        fields = List.copyOf(fields);
    }

    /**
     * Reads a head.
     *
     * @param limit most bytes that it may have
     * @return empty when the stream ends before its first byte
     * @throws HttpException when it is malformed or too large
     */
    static Optional<HttpHead> read(InputStream in, int limit) throws IOException {
        StringBuilder text = new StringBuilder();
        int newlines = 0;
        while (newlines < 2) {
            int next = in.read();
            if (next < 0) {
                if (text.isEmpty()) {
                    return Optional.empty();
                }
                throw new HttpException(400, "the connection ended within the header");
            }
            if (text.length() >= limit) {
                throw new HttpException(431, "the header is larger than " + limit + " bytes");
            }
            if (next == '\n') {
                newlines = text.isEmpty() ? 0 : newlines + 1; // empty lines before a start line are skipped
            } else if (next != '\r') {
                newlines = 0;
            }
            if (!text.isEmpty() || next != '\r' && next != '\n') {
                text.append((char) next);
            }
        }
        return Optional.of(parse(text.toString()));
    }

    private static HttpHead parse(String text) throws HttpException {
        String[] lines = text.split("\n");
        List<Field> fields = new ArrayList<>();
        for (int i = 1; i < lines.length; i++) {
            String line = chomp(lines[i]);
            if (line.isEmpty()) {
                continue;
            }
            int colon = line.indexOf(':');
            if (colon <= 0 || !NAME.matcher(line.substring(0, colon)).matches()) {
                throw new HttpException(400, "malformed header field");
            }
            fields.add(new Field(
                    line.substring(0, colon), line.substring(colon + 1).strip()));
        }
        return new HttpHead(chomp(lines[0]), fields);
    }

    private static String chomp(String line) throws HttpException {
        String text = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
        if (text.indexOf('\r') >= 0 || text.indexOf('\0') >= 0) {
            throw new HttpException(400, "control character in the header");
        }
        return text;
    }

    /** All values of a field, split at commas. */
    List<String> values(String name) {
        return fields.stream()
                .filter(field -> field.name().equalsIgnoreCase(name))
                .flatMap(field -> List.of(field.value().split(",")).stream())
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .toList();
    }

    boolean has(String name, String value) {
        return values(name).stream().anyMatch(value::equalsIgnoreCase);
    }

    /** Whether the body comes in chunks. */
    boolean chunked() throws HttpException {
        List<String> codings = values("Transfer-Encoding");
        if (codings.isEmpty()) {
            return false;
        }
        if (codings.size() != 1 || !codings.getFirst().equalsIgnoreCase("chunked")) {
            throw new HttpException(501, "the only transfer coding here is chunked");
        }
        return true;
    }

    /** The announced length of the body. A message with two framings is refused: two readers could disagree about its end. */
    OptionalLong contentLength() throws HttpException {
        Set<String> lengths = new HashSet<>(values("Content-Length"));
        if (lengths.isEmpty()) {
            return OptionalLong.empty();
        }
        String length = lengths.iterator().next();
        if (lengths.size() > 1 || chunked() || !length.matches("[0-9]{1,18}")) {
            throw new HttpException(400, "contradictory or malformed Content-Length");
        }
        return OptionalLong.of(Long.parseLong(length));
    }

    /** The same head with another start line, without the fields that concern one connection only. */
    HttpHead forwarded(String newStartLine) {
        Set<String> dropped = new HashSet<>(HOP_BY_HOP);
        values("Connection").forEach(name -> dropped.add(name.toLowerCase(Locale.ROOT)));
        dropped.removeAll(Set.of("content-length", "transfer-encoding", "host"));
        return new HttpHead(
                newStartLine,
                fields.stream()
                        .filter(field -> !dropped.contains(field.name().toLowerCase(Locale.ROOT)))
                        .toList());
    }

    HttpHead with(String name, String value) {
        List<Field> all = new ArrayList<>(fields);
        all.add(new Field(name, value));
        return new HttpHead(startLine, all);
    }

    /** The target decides about the host, whatever the client's field says. */
    HttpHead withHost(String authority) {
        List<Field> all = new ArrayList<>();
        all.add(new Field("Host", authority));
        all.addAll(without("Host").fields());
        return new HttpHead(startLine, all);
    }

    HttpHead without(String name) {
        return new HttpHead(
                startLine,
                fields.stream()
                        .filter(field -> !field.name().equalsIgnoreCase(name))
                        .toList());
    }

    byte[] bytes() {
        StringBuilder text = new StringBuilder(startLine).append("\r\n");
        fields.forEach(field ->
                text.append(field.name()).append(": ").append(field.value()).append("\r\n"));
        return text.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }
}
