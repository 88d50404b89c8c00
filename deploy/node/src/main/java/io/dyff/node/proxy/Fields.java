package io.dyff.node.proxy;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** What a proxy passes on of a message's header. */
final class Fields {

    /** They concern one connection only (RFC 9110, section 7.6.1). */
    private static final Set<String> HOP_BY_HOP = Set.of(
            "connection",
            "keep-alive",
            "proxy-connection",
            "proxy-authenticate",
            "proxy-authorization",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    private static final String VIA = "1.1 dyff-node";

    private Fields() {}

    /** Copies the fields that concern the other side too. The target decides about the host, whatever the client says. */
    static void pass(MultiMap from, MultiMap to) {
        Set<String> dropped = new HashSet<>(HOP_BY_HOP);
        dropped.add("host");
        words(from, HttpHeaders.CONNECTION)
                .filter(name -> !name.equals("content-length"))
                .forEach(dropped::add);
        from.forEach(field -> {
            if (!dropped.contains(field.getKey().toLowerCase(Locale.ROOT))) {
                to.add(field.getKey(), field.getValue());
            }
        });
        to.add("Via", VIA);
    }

    /** Whether the message says how long its body is. */
    static boolean sized(MultiMap fields) {
        return fields.contains(HttpHeaders.CONTENT_LENGTH);
    }

    /** The codings of the message's body on its way; only "chunked" can be read here. */
    static List<String> codings(MultiMap fields) {
        return words(fields, HttpHeaders.TRANSFER_ENCODING).toList();
    }

    private static Stream<String> words(MultiMap fields, CharSequence name) {
        return fields.getAll(name).stream()
                .flatMap(value -> Arrays.stream(value.split(",")))
                .map(word -> word.strip().toLowerCase(Locale.ROOT));
    }
}
