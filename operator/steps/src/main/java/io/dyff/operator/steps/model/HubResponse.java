package io.dyff.operator.steps.model;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * An answer that has a body.
 *
 * @param told header fields of the hub itself, which come before those of a place it redirects to; names in lower case
 */
record HubResponse(HttpURLConnection connection, Map<String, String> told) implements AutoCloseable {

    /** What the hub says of a file itself, whatever it redirects to. */
    static Map<String, String> fields(HttpURLConnection connection) {
        Map<String, String> fields = new HashMap<>();
        connection.getHeaderFields().forEach((name, values) -> {
            if (name != null) {
                fields.putIfAbsent(name.toLowerCase(Locale.ROOT), values.getFirst());
            }
        });
        return fields;
    }

    Optional<String> field(String name) {
        return Optional.ofNullable(told.get(name));
    }

    InputStream body() throws IOException {
        return connection.getInputStream();
    }

    /** The position of the body's first byte in the file. */
    long start() throws IOException {
        if (connection.getResponseCode() != HttpURLConnection.HTTP_PARTIAL) {
            return 0;
        }
        String range = String.valueOf(connection.getHeaderField("Content-Range"));
        try {
            return Long.parseLong(range.replaceFirst("^bytes (\\d+)-.*$", "$1"));
        } catch (NumberFormatException e) {
            throw new IOException("a part of a file came without its place: Content-Range " + range, e);
        }
    }

    @Override
    public void close() {
        connection.disconnect();
    }
}
