package io.dyff.routes.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.api.audience.Audiences;
import io.dyff.routes.api.read.query.QueryStatements;
import io.dyff.routes.entity.Projection;
import io.dyff.routes.entity.TestingVectors;
import io.dyff.routes.host.Overrides;
import io.dyff.routes.host.data.DataFiles;
import io.dyff.routes.http.security.Caller;
import io.dyff.routes.http.security.Role;
import io.dyff.routes.kind.Kinds;
import io.dyff.routes.kind.operation.Operations;
import io.dyff.routes.state.facet.Filters;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.mock.web.MockHttpServletRequest;

class EntityWriterTest {
    private static final DataFiles FILES = new DataFiles(Overrides.none());
    private static final Kinds KINDS = Kinds.standard();
    private static final DriverManagerDataSource DATABASE = new DriverManagerDataSource();
    // Rules of other entities are looked up in a database, which no dataset has need of.
    private final EntityWriter writer = new EntityWriter(
            new Projection(FILES, KINDS),
            new Audiences(
                    KINDS,
                    JdbcClient.create(DATABASE),
                    new QueryStatements(new Filters(KINDS, DATABASE, FILES), 0),
                    FILES));

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
