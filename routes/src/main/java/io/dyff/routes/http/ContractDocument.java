package io.dyff.routes.http;

/** The contract as people and generators read it. */
@FunctionalInterface
public interface ContractDocument {

    /** OpenAPI in JSON, of what is served now. */
    byte[] bytes();
}
