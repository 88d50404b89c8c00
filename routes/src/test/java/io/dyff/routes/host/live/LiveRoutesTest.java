package io.dyff.routes.host.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.dyff.routes.host.Overrides;
import io.dyff.routes.host.Service;
import io.dyff.routes.host.rules.Refusal;
import io.dyff.routes.kind.Kinds;
import io.dyff.routes.kind.operation.Operations;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.support.StaticApplicationContext;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class LiveRoutesTest {
    private final LiveConfiguration configuration = new LiveConfiguration();

    /** In a cluster all services follow the same files, and those without a database could never ask it. */
    @ParameterizedTest
    @CsvSource({"aggregate, true", "watch, true", "sink, false", "api, false", "orchestrate, false"})
    void shouldLeaveStatementsToOthersWhenItUsesNoDatabase(Service service, boolean decided) throws Exception {
        assertThat(take(service, Map.of("select-nothing.sql", "select 1"), change -> {}))
                .isEqualTo(decided);
    }

    /** They take the same files, together or not at all. */
    @Test
    void shouldRefuseWhatAServiceThatRunsElsewhereIsBoundToRefuse() throws Exception {
        List<RoutesChange> changes = new ArrayList<>();

        assertThat(take(Service.watch, Map.of("sink.camel.yaml", "[]"), changes::add))
                .isTrue();

        assertThat(changes).hasSize(1);
        assertThat(changes.getFirst().outcome()).isEqualTo(RoutesChange.Outcome.refused);
        assertThat(changes.getFirst().refusals()).extracting(Refusal::file).containsOnly("sink.camel.yaml");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        kinds.yaml          | with a restart
        compat.yaml         | with a restart
        select-api-key.sql  | with a restart
        statuses.yaml       | no override takes its place
        rest.camel.yaml     | change those, in operations.yaml
        openapi.json        | operations.yaml and the schemas; change those
        V0099__more.sql     | admin db migrate
        notes.txt           | it is no file of routes
        """)
    void shouldSayWhatToDoWithAFileThatDoesNotChangeWhileItRuns(String file, String reason) throws Exception {
        List<RoutesChange> changes = new ArrayList<>();

        take(Service.watch, Map.of(file, "x"), changes::add);

        assertThat(changes.getFirst().refusals()).first().satisfies(refusal -> {
            assertThat(refusal.file()).isEqualTo(file);
            assertThat(refusal.reason()).contains(reason);
        });
    }

    private boolean take(Service service, Map<String, String> texts, RoutesChange.Listener listener) throws Exception {
        try (DefaultCamelContext camel = new DefaultCamelContext();
                StaticApplicationContext beans = new StaticApplicationContext()) {
            LiveRoutes routes = configuration.liveRoutes(
                    Set.of(service),
                    Overrides.of(Map.of()),
                    camel,
                    configuration.fileRules(),
                    configuration.contractDocuments(Operations.standard(), Kinds.standard(), Overrides.none()),
                    List.of(),
                    beans,
                    new DriverManagerDataSource("jdbc:postgresql://127.0.0.1:1/nobody"),
                    beans.getBeanProvider(RequestFront.class),
                    new Journal(Clock.systemUTC(), new SimpleMeterRegistry(), List.of(listener)));
            return routes.take(texts);
        }
    }
}
