package io.dyff.routes.api.dispatch;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dyff.routes.kind.Kinds;
import io.dyff.routes.kind.operation.Operations;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.Paths;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

class ApiDispatcherTest {

    @Test
    void shouldFailTheStartWhenNoRouteAnswersAnOperation() throws Exception {
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:api-get").to("log:x");
                    from("direct:datasets_label").to("log:x");
                }
            });
            camel.start();
            PathItem item = new PathItem()
                    .get(operation("datasets_get"))
                    .patch(operation("datasets_label"))
                    .put(operation("datasets_delete"))
                    .head(operation("accounts_get"));
            OpenAPI api = new OpenAPI().paths(new Paths().addPathItem("/{id}", item));
            ApiDispatcher dispatcher = new ApiDispatcher(camel, Operations.standard(), Kinds.standard());
            assertThatThrownBy(() -> dispatcher.validateOpenApi(api, "/v0/datasets", null))
                    .hasMessage("operations.yaml: no route answers the rows [datasets_delete (direct:datasets_delete or"
                            + " direct:api-delete), accounts_get (direct:accounts_get)]");
        }
    }

    private static Operation operation(String id) {
        return new Operation().operationId(id);
    }
}
