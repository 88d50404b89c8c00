package io.dyff.operator.steps.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A hub on loopback with one repository, {@code acme/tiny}, and beside it the server that it sends for large files, as
 * the real one does. Tests say what goes wrong, once for each saying.
 */
final class TestingHub implements AutoCloseable {

    static final String COMMIT = "c0ffee00".repeat(5);
    static final String TOKEN = "hf_testingTokenThatMustNotBeLogged";

    /** A request as it came: method and path, the range that was asked for, and the token. */
    record Seen(String server, String path, String range, String authorization) {}

    private record File(byte[] content, boolean large) {}

    /** An answer that takes the place of the right one: cuts it, changes it, or refuses. */
    interface Fault {
        void answer(HttpExchange exchange, byte[] content) throws IOException;
    }

    final List<Seen> seen = new CopyOnWriteArrayList<>();
    private final Map<String, File> files = new LinkedHashMap<>();
    private final Map<String, Queue<Fault>> faults = new HashMap<>();
    private final HttpServer hub;
    private final HttpServer store;
    private boolean listsContents = true;

    TestingHub() throws IOException {
        hub = server();
        store = server();
        hub.createContext("/", exchange -> answer("hub", exchange));
        store.createContext("/", exchange -> answer("store", exchange));
        hub.start();
        store.start();
    }

    private static HttpServer server() throws IOException {
        return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    String endpoint() {
        return "http://127.0.0.1:" + hub.getAddress().getPort();
    }

    TestingHub file(String path, String content) {
        files.put(path, new File(content.getBytes(UTF_8), false));
        return this;
    }

    TestingHub large(String path, byte[] content) {
        files.put(path, new File(content, true));
        return this;
    }

    /** Of the next request whose path ends so; requests that have no fault left are answered well. */
    TestingHub fault(String pathEnd, Fault fault) {
        faults.computeIfAbsent(pathEnd, end -> new ConcurrentLinkedQueue<>()).add(fault);
        return this;
    }

    /** From now on the list holds names only. */
    TestingHub namesOnly() {
        listsContents = false;
        return this;
    }

    static Fault refusal(int status, String... fields) {
        return (exchange, content) -> {
            for (int i = 0; i < fields.length; i += 2) {
                exchange.getResponseHeaders().set(fields[i], fields[i + 1]);
            }
            exchange.sendResponseHeaders(status, -1);
        };
    }

    /** Promises all that is left and breaks off after so many bytes. */
    static Fault breakAfter(int bytes) {
        return (exchange, content) -> {
            int from = from(exchange);
            exchange.sendResponseHeaders(from > 0 ? 206 : 200, content.length - from);
            exchange.getResponseBody().write(content, from, bytes);
            exchange.getResponseBody().flush();
        };
    }

    private void answer(String server, HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            seen.add(new Seen(server, path, header(exchange, "Range"), header(exchange, "Authorization")));
            if (path.startsWith("/api/")) {
                list(exchange, path);
            } else {
                file(server, exchange, path);
            }
        }
    }

    private void list(HttpExchange exchange, String path) throws IOException {
        byte[] json = description().toString().getBytes(UTF_8);
        Fault fault = next(path);
        if (fault != null) {
            fault.answer(exchange, json);
        } else if (path.matches("/api/models/acme/tiny/revision/(main|refs/pr/1|" + COMMIT + ")")) {
            exchange.sendResponseHeaders(200, json.length);
            exchange.getResponseBody().write(json);
        } else {
            boolean repository = path.startsWith("/api/models/acme/tiny/");
            refusal(404, "X-Error-Code", repository ? "RevisionNotFound" : "RepoNotFound")
                    .answer(exchange, json);
        }
    }

    private ObjectNode description() {
        ObjectNode description = new ObjectMapper().createObjectNode();
        description.put("id", "acme/tiny").put("sha", COMMIT).put("private", false);
        ArrayNode siblings = description.putArray("siblings");
        files.forEach((path, file) -> {
            ObjectNode sibling = siblings.addObject().put("rfilename", path);
            if (listsContents) {
                sibling.put("size", file.content().length).put("blobId", git(file.content()));
            }
            if (listsContents && file.large()) {
                sibling.putObject("lfs")
                        .put("sha256", sha256(file.content()))
                        .put("size", file.content().length)
                        .put("pointerSize", 134);
            }
        });
        return description;
    }

    private void file(String server, HttpExchange exchange, String path) throws IOException {
        String name =
                path.replaceFirst("^/acme/tiny/resolve/" + COMMIT + "/", "").replaceFirst("^/signed/", "");
        File file = files.get(name);
        Fault fault = next(server + "/" + name);
        if (fault != null) {
            fault.answer(exchange, file == null ? new byte[0] : file.content());
        } else if (file == null) {
            refusal(404, "X-Error-Code", "EntryNotFound").answer(exchange, new byte[0]);
        } else if (server.equals("hub") && file.large()) {
            redirect(exchange, file, name);
        } else {
            exchange.getResponseHeaders().set("ETag", '"' + git(file.content()) + '"');
            content(exchange, file.content());
        }
    }

    private void redirect(HttpExchange exchange, File file, String name) throws IOException {
        exchange.getResponseHeaders().set("X-Linked-Etag", '"' + sha256(file.content()) + '"');
        exchange.getResponseHeaders().set("X-Linked-Size", Integer.toString(file.content().length));
        exchange.getResponseHeaders().set("X-Repo-Commit", COMMIT);
        exchange.getResponseHeaders()
                .set("Location", "http://127.0.0.1:" + store.getAddress().getPort() + "/signed/" + name);
        exchange.sendResponseHeaders(302, -1);
    }

    private static void content(HttpExchange exchange, byte[] content) throws IOException {
        int from = from(exchange);
        if (from > 0) {
            exchange.getResponseHeaders()
                    .set("Content-Range", "bytes %d-%d/%d".formatted(from, content.length - 1, content.length));
        }
        exchange.sendResponseHeaders(from > 0 ? 206 : 200, content.length - from == 0 ? -1 : content.length - from);
        exchange.getResponseBody().write(content, from, content.length - from);
    }

    private static int from(HttpExchange exchange) {
        String range = header(exchange, "Range");
        return range.isEmpty() ? 0 : Integer.parseInt(range.replaceFirst("^bytes=(\\d+)-$", "$1"));
    }

    private Fault next(String path) {
        for (Map.Entry<String, Queue<Fault>> entry : faults.entrySet()) {
            if (path.endsWith(entry.getKey()) && !entry.getValue().isEmpty()) {
                return entry.getValue().remove();
            }
        }
        return null;
    }

    private static String header(HttpExchange exchange, String name) {
        String value = exchange.getRequestHeaders().getFirst(name);
        return value == null ? "" : value;
    }

    static String sha256(byte[] content) {
        return digest("SHA-256", new byte[0], content);
    }

    private static String git(byte[] content) {
        return digest("SHA-1", ("blob " + content.length + "\0").getBytes(UTF_8), content);
    }

    private static String digest(String algorithm, byte[] before, byte[] content) {
        try {
            MessageDigest digest = MessageDigest.getInstance(algorithm);
            digest.update(before);
            return HexFormat.of().formatHex(digest.digest(content));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        hub.stop(0);
        store.stop(0);
    }
}
