package io.dyff.routes.api.result;

import com.fasterxml.jackson.databind.JsonNode;
import io.dyff.routes.api.EntityRow;
import io.dyff.routes.http.security.Caller;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Which results of an entity its reader sees, where not all of them. */
public interface ResultRules {

    /**
     * What admits a result, by the id of its entity; of an entity that is not among them all results are seen.
     *
     * @param result the kind of the results
     * @param rows entities that the caller may read
     */
    Map<String, Predicate<JsonNode>> of(Caller caller, String result, List<EntityRow> rows);
}
