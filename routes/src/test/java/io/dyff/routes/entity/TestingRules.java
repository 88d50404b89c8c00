package io.dyff.routes.entity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.host.Overrides;
import io.dyff.routes.host.data.DataFiles;
import io.dyff.routes.http.problem.Problem;
import io.dyff.routes.http.problem.ProblemException;
import io.dyff.routes.kind.Kinds;

/** The request rules as shipped. */
final class TestingRules {
    static final DataFiles FILES = new DataFiles(Overrides.none());
    static final Schemas SCHEMAS = new Schemas(FILES);
    static final Requests REQUESTS = new Requests(FILES, SCHEMAS);

    private TestingRules() {}

    /** Reads a create request of the kind. */
    static ObjectNode create(String kind, byte[] body) {
        return REQUESTS.readCreate(Kinds.standard().get(kind), kind + "CreateRequest", body);
    }

    static boolean isValid(String schema, JsonNode request) {
        try {
            REQUESTS.check(schema, (ObjectNode) request);
            return true;
        } catch (ProblemException e) {
            return false;
        }
    }

    /** The answer to an invalid request. */
    static Problem problem(Runnable reading) {
        try {
            reading.run();
        } catch (ProblemException e) {
            return e.problem();
        }
        throw new AssertionError("the request was accepted");
    }
}
