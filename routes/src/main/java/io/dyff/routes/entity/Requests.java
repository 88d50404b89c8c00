package io.dyff.routes.entity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.host.data.DataFiles;
import io.dyff.routes.http.problem.FieldError;
import io.dyff.routes.http.problem.Problem;
import io.dyff.routes.json.Json;
import io.dyff.routes.kind.Kind;
import io.dyff.routes.kind.operation.ContractFollower;
import io.dyff.routes.kind.operation.Operations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads request bodies: bytes to a valid document in its normal form, or an answer that names each wrong field. */
public final class Requests implements ContractFollower {
    private final DataFiles files;
    private final Schemas schemas;
    private volatile RequestRules rules;

    /** A wrong row of {@code requests.yaml} is an {@link IllegalArgumentException}. */
    public Requests(DataFiles files, Schemas schemas) {
        this.files = files;
        this.schemas = schemas;
        this.rules = RequestRules.read(files, schemas);
    }

    /** A request that is being read meanwhile may be held against the former schema or the new one. */
    @Override
    public void follow(Operations operations) {
        schemas.forget();
        rules = RequestRules.read(files, schemas);
    }

    /**
     * Parses, normalises and validates a body.
     *
     * @param schema name of the request's schema
     */
    public ObjectNode read(String schema, byte[] body) {
        return check(schema, object(body));
    }

    private static ObjectNode object(byte[] body) {
        if (!(parse(body) instanceof ObjectNode object)) {
            throw Problem.invalid("", "must be a JSON object").exception();
        }
        return object;
    }

    /**
     * Reads a create request of the kind. Beside the contract's rules, fields may hold only what this platform offers yet,
     * which is said before anything that would follow from it, and files that will be uploaded must declare their digest.
     */
    public ObjectNode readCreate(Kind kind, String schema, byte[] body) {
        ObjectNode request = normal(schema, object(body));
        refuse(notOffered(kind, request));
        refuse(rules.errors(schema, request));
        undeclared(kind, request).ifPresent(error -> {
            throw new Problem(400, error.path() + ": " + error.message(), List.of(error), Map.of()).exception();
        });
        return request;
    }

    private static List<FieldError> notOffered(Kind kind, JsonNode request) {
        List<FieldError> errors = new ArrayList<>();
        kind.offered().forEach((at, values) -> {
            JsonNode value = request.at(at);
            if (!value.isMissingNode() && !values.contains(value.asText())) {
                errors.add(new FieldError(
                        at, values.isEmpty() ? "is not offered yet" : "is not offered yet; offered are " + values));
            }
        });
        return errors;
    }

    private static void refuse(List<FieldError> errors) {
        if (!errors.isEmpty()) {
            throw Problem.invalid(errors).exception();
        }
    }

    private static Optional<FieldError> undeclared(Kind kind, JsonNode request) {
        if (kind.storage() == null
                || kind.storage().artifacts() == null
                || !kind.upload().appliesTo(request)) {
            return Optional.empty();
        }
        JsonNode files = request.at(kind.storage().artifacts());
        for (int i = 0; i < files.size(); i++) {
            if (!files.get(i).at("/digest/md5").isTextual()) {
                String at = kind.storage().artifacts() + "/" + i + "/digest/md5";
                return Optional.of(new FieldError(at, "is required: uploads are checked against it"));
            }
        }
        return Optional.empty();
    }

    /** Normalises and validates a document. */
    public ObjectNode check(String schema, ObjectNode document) {
        ObjectNode normal = normal(schema, document);
        refuse(rules.errors(schema, normal));
        return normal;
    }

    /** The normal form of a document that fits its schema. */
    private ObjectNode normal(String schema, ObjectNode document) {
        refuse(Unstorable.errors(document));
        rules.wrap(schema, document);
        List<FieldError> errors = new ArrayList<>();
        JsonNode normal = new NormalForm(!rules.wantsOffsets(schema), errors).of(schemas.place(schema), document);
        errors.addAll(schemas.validate(schema, normal));
        refuse(errors);
        return (ObjectNode) normal;
    }

    private static JsonNode parse(byte[] body) {
        if (body.length == 0) {
            throw Problem.invalid("", "a JSON body is required").exception();
        }
        try {
            return Json.parse(body);
        } catch (JsonProcessingException e) {
            String at = e.getLocation() == null
                    ? ""
                    : " (line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr() + ")";
            throw Problem.invalid("", "is no JSON" + at + ": " + e.getOriginalMessage())
                    .exception();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
