package io.dyff.routes.api;

import io.dyff.routes.operation.Operations;
import org.apache.camel.builder.RouteBuilder;

/** Serves the contract: one OpenAPI document for each first segment of the operations' paths. */
final class ServedContract extends RouteBuilder {
    private final Operations operations;

    ServedContract(Operations operations) {
        this.operations = operations;
    }

    @Override
    public void configure() {
        for (String root : operations.roots()) {
            rest().id("rest-" + root)
                    .openApi()
                    .specification("classpath:dyff/" + root + ".openapi.json")
                    .missingOperation("fail");
        }
    }
}
