package io.dyff.routes.api.dispatch;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dyff.routes.kind.Kinds;
import io.dyff.routes.kind.operation.Operation;
import io.dyff.routes.kind.operation.Operations;
import java.util.List;
import java.util.stream.Stream;
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
            List<Operation> operations = Stream.of("datasets_get", "datasets_label", "datasets_delete", "accounts_get")
                    .map(Operations.standard()::get)
                    .toList();
            ApiDispatcher dispatcher = new ApiDispatcher(camel, new ApiFront(operations, Kinds.standard()));
            assertThatThrownBy(dispatcher::requireRoutes)
                    .hasMessage("operations.yaml: no route answers the rows [accounts_get (direct:accounts_get),"
                            + " datasets_delete (direct:datasets_delete or direct:api-delete)]");
        }
    }
}
