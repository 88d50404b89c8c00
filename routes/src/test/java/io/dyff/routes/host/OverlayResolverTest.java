package io.dyff.routes.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OverlayResolverTest {
    private static final String STATEMENT = "classpath:dyff/select-entity.sql";

    @TempDir
    private Path folder;

    @Test
    void shouldAnswerTheAcceptedTextBeforeTheOneInTheJar() throws IOException {
        Files.writeString(folder.resolve("select-entity.sql"), "select 1");
        try (DefaultCamelContext camel = camel()) {
            assertThat(text(camel, STATEMENT)).isEqualTo("select 1");
            assertThat(text(camel, "classpath:dyff/select-quotas.sql")).contains("from entity");
            assertThat(ResourceHelper.resolveResource(camel, "classpath:dyff/nothing.sql")
                            .exists())
                    .isFalse();
        }
    }

    @Test
    void shouldLoadARouteThatWasAccepted() throws Exception {
        Files.writeString(
                folder.resolve("api.camel.yaml"),
                "- route: { id: mine, from: { uri: 'direct:mine', steps: [{ log: { message: x } }] } }");
        try (DefaultCamelContext camel = camel()) {
            PluginHelper.getRoutesLoader(camel)
                    .loadRoutes(ResourceHelper.resolveMandatoryResource(camel, "classpath:dyff/api.camel.yaml"));
            assertThat(camel.getRouteDefinition("mine")).isNotNull();
        }
    }

    private DefaultCamelContext camel() {
        DefaultCamelContext camel = new DefaultCamelContext();
        camel.getRegistry()
                .bind("resource-loader-classpath", new OverlayResolver(Overrides.of(Overrides.read(folder))));
        return camel;
    }

    private static String text(DefaultCamelContext camel, String location) throws IOException {
        Resource resource = ResourceHelper.resolveMandatoryResource(camel, location);
        return new String(resource.getInputStream().readAllBytes(), UTF_8);
    }
}
