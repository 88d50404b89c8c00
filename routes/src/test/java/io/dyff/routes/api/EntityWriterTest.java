package io.dyff.routes.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.entity.Projection;
import io.dyff.routes.entity.TestingVectors;
import io.dyff.routes.host.Overrides;
import io.dyff.routes.host.data.DataFiles;
import io.dyff.routes.http.security.Caller;
import io.dyff.routes.http.security.Role;
import io.dyff.routes.kind.Kinds;
import io.dyff.routes.kind.operation.Operations;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;

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
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            return ApiCall.begin(
                    new DefaultExchange(camel),
                    new MockHttpServletRequest("GET", path),
                    Operations.standard().get("datasets_get"),
                    Kinds.standard().get("Dataset"),
                    new Caller("Account/a", "t", Role.Admin.grants("a")));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
