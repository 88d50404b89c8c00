package io.dyff.routes.api.create;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.api.ApiCall;
import io.dyff.routes.entity.Requests;
import io.dyff.routes.http.problem.Problem;
import org.apache.camel.Message;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;

/** Takes the body as the operation's request: valid, in its normal form, in the variable {@code request}. */
public final class ReadRequest {
    private final Requests requests;

    public ReadRequest(Requests requests) {
        this.requests = requests;
    }

    /** Reads the request of a create, which may hold only what this platform offers of the kind. */
    public void create(@Variable("call") ApiCall call, Message message) {
        take(call, message, (schema, body) -> requests.readCreate(call.kind(), schema, body));
    }

    /** Reads any other request. */
    public void read(@Variable("call") ApiCall call, Message message) {
        take(call, message, requests::read);
    }

    private static void take(ApiCall call, Message message, Reader reader) {
        byte[] body = message.getBody(byte[].class);
        String schema = call.operation()
                .requestSchema()
                .orElseThrow(() -> new IllegalStateException(call.operation().id() + " takes no body"));
        ObjectNode request = reader.read(schema, body == null ? new byte[0] : body);
        call.operation().given().forEach((field, parameter) -> request.put(field, call.pathId(parameter)));
        call.operation().fills().forEach((name, place) -> fill(request, place, name, call.parameter(name)));
        call.set("request", request);
        message.setBody(null);
    }

    private static void fill(ObjectNode request, JsonPointer place, String name, @Nullable String value) {
        if (value == null) {
            return;
        }
        JsonNode there = request.at(place);
        if (!there.isMissingNode() && !there.isNull() && !value.equals(there.textValue())) {
            throw Problem.invalid(name, "says something else than " + place + " of the body")
                    .exception();
        }
        request.withObject(place.head(), JsonNode.OverwriteMode.NULLS, false)
                .put(place.last().getMatchingProperty(), value);
    }

    private interface Reader {
        ObjectNode read(String schema, byte[] body);
    }
}
