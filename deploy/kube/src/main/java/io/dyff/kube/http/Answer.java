package io.dyff.kube.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.dyff.kube.Json;
import java.util.List;

/** What goes back to a client. */
public sealed interface Answer {

    /** A whole document. */
    record Document(int code, String contentType, byte[] body, List<String> warnings) implements Answer {}

    /** Messages as they come, until the pump returns or the client leaves. */
    record Stream(String contentType, Pump pump) implements Answer {}

    /** Takes messages for one client. */
    interface Sink {

        /** Returns when the client took them; throws when he left. */
        void send(List<byte[]> messages) throws InterruptedException;
    }

    /** Produces the messages; its thread is interrupted when the client leaves. */
    interface Pump {
        void run(Sink sink) throws Exception;
    }

    static Document json(int code, byte[] body) {
        return new Document(code, "application/json", body, List.of());
    }

    static Document json(int code, JsonNode body) {
        return json(code, Json.bytes(body));
    }
}
