package io.dyff.routes.host.rules;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RouteRulesTest {
    private static final String GOOD = """
        - route:
            id: sink-entity
            description: Stores an entity
            routeConfigurationId: errors-isolate
            from:
              uri: kamelet:entity-state-source
              steps:
                - bean: { ref: collectPoll }
                - to: { id: to-postgres-entity, uri: "sql:classpath:dyff/upsert-entity.sql" }
        """;
    private final RouteRules rules = new RouteRules();

    @Test
    void shouldAcceptARouteThatKeepsTheRules() {
        assertThat(rules.check("sink", GOOD)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "- bean: { beanType: java.lang.Runtime }",
                "- bean: { ref: java.lang.Runtime }",
                "- script: { groovy: \"'id'.execute()\" }",
                "- toD: \"direct:${body}\"",
                "- to: { id: to-any-thing, uri: \"exec:id\" }",
                "- to: { id: to-any-thing, uri: \"sql:${body}\" }",
                "- to: \"kafka:dyff.workflows.events\"",
                "- setBody: { groovy: \"1\" }"
            })
    void shouldRefuseAStepThatCouldRunCodeOrLeaveUnnamed(String step) {
        assertThat(rules.check("sink", GOOD + "        " + step + "\n")).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"id: other-entity", "description: \"\"", "routeConfigurationId2: x"})
    void shouldRefuseARouteWithoutNameOrPolicy(String replacement) {
        String key = replacement.replaceFirst("2?:.*", "");
        assertThat(rules.check("sink", GOOD.replaceFirst(key + ": [^\n]*", replacement)))
                .isNotEmpty();
    }
}
