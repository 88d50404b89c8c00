package io.dyff.routes.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.data.DataFiles;
import io.dyff.routes.entity.Projection;
import io.dyff.routes.entity.TestingVectors;
import io.dyff.routes.host.Overrides;
import io.dyff.routes.kind.Kinds;
import io.dyff.routes.operation.Operations;
import io.dyff.routes.security.Caller;
import io.dyff.routes.security.Role;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

class EntityWriterTest {
    private final EntityWriter writer =
            new EntityWriter(new Projection(new DataFiles(Overrides.none()), Kinds.standard()));

    @Test
    void shouldRefuseAnEntityThatNoStepHasAuthorised() {
        ObjectNode entity = (ObjectNode) TestingVectors.read("examples/Dataset.json");
        ApiCall call = call("/v0/datasets/" + entity.path("id").asText());
        assertThatThrownBy(() -> writer.write(call, entity)).hasMessageContaining("datasets_get");
        call.checked(entity.path("id").asText());
        assertThat(writer.write(call, entity)).isEqualTo(entity);
    }

    private static ApiCall call(String path) {
        RequestContextHolder.setRequestAttributes(
                new ServletRequestAttributes(new MockHttpServletRequest("GET", path)));
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            Exchange exchange = new DefaultExchange(camel);
            Caller caller = new Caller("Account/a", "t", Role.Admin.grants("a"));
            ApiCall.begin(
                    exchange,
                    Operations.standard().get("datasets_get"),
                    Kinds.standard().get("Dataset"),
                    caller);
            return new ApiCall(exchange);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        } finally {
            RequestContextHolder.resetRequestAttributes();
        }
    }
}
