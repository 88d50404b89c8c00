package io.dyff.routes.orchestrate.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The spec of a kind's custom resource. */
@FunctionalInterface
public interface Manifest {

    /**
     * @param entity the whole entity
     * @return the spec, holding only fields of the custom resource's schema
     * @throws UnsupportedEntity when the platform cannot run this entity
     */
    ObjectNode spec(JsonNode entity);
}
