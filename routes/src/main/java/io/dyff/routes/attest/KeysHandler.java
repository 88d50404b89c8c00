package io.dyff.routes.attest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.http.OnlyGet;
import io.dyff.routes.json.Json;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Supplier;
import org.springframework.web.HttpRequestHandler;

/** Answers the public keys, to everybody. */
final class KeysHandler implements HttpRequestHandler {
    private static final long KEPT_NANOS = Duration.ofSeconds(2).toNanos();

    private final Supplier<ObjectNode> published;
    private volatile Kept kept = new Kept(new byte[0], Long.MIN_VALUE);

    private record Kept(byte[] document, long at) {}

    KeysHandler(Supplier<ObjectNode> published) {
        this.published = published;
    }

    @Override
    public void handleRequest(HttpServletRequest request, HttpServletResponse response) throws IOException {
        OnlyGet.check(request);
        byte[] document = document();
        response.setContentType("application/jwk-set+json");
        response.setHeader("Cache-Control", "max-age=60");
        response.setContentLength(document.length);
        response.getOutputStream().write(document);
    }

    /** Read at most once in two seconds: nobody needs a token to ask. */
    private synchronized byte[] document() {
        long now = System.nanoTime();
        if (kept.document().length == 0 || now - kept.at() > KEPT_NANOS) {
            kept = new Kept(Json.bytes(published.get()), now);
        }
        return kept.document();
    }
}
