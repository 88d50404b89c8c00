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
        assertThat(rules.check("sink.camel.yaml", GOOD)).isEmpty();
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
                "- setBody: { groovy: \"1\" }",
                "- setBody: { simple: \"${bean:type:java.lang.Runtime?method=exec}\" }",
                "- setBody: { simple: \"${body.class.forName}\" }",
                "- setBody: { simple: \"${camelContext.stop}\" }",
                "- setBody: { constant: \"{{dyff.database.password}}\" }",
                "- setBody: { constant: \"{{env:HOME}}\" }",
                "- setBody: { expression: { language: { language: groovy, expression: 1 } } }",
                "- throwException: { exceptionType: java.lang.Error, message: x }",
                "- unmarshal: { yaml: {} }",
                "- to: { id: to-any-thing, uri: \"sql:delete from entity\" }",
                "- to: { id: to-any-thing, uri: \"kamelet:x?location=http://example.org\" }",
                "- to: { id: to-any-thing, uri: \"kafka:x\", parameters: { partitioner: \"#class:java.lang.Object\" } }"
            })
    void shouldRefuseAStepThatCouldRunCodeOrLeaveUnnamed(String step) {
        assertThat(rules.check("sink.camel.yaml", GOOD + "        " + step + "\n"))
                .isNotEmpty();
    }

    @Test
    void shouldNameFileAndLine() {
        assertThat(rules.check("sink.camel.yaml", GOOD + "        - script: x\n"))
                .first()
                .extracting(Refusal::file, Refusal::line)
                .containsExactly("sink.camel.yaml", 10);
        assertThat(rules.check("sink.camel.yaml", "- route: {\n\n"))
                .singleElement()
                .extracting(Refusal::line)
                .isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "- beans: [{ name: x, type: java.lang.Runtime }]",
                "- from: { uri: 'timer:x', steps: [{ log: x }] }",
                "- rest: { get: [{ path: /x, to: 'direct:x' }] }",
                "- routeTemplate: { id: x, beans: [], from: { uri: 'direct:x' } }",
                "- { a: &a [*a] }",
                "text",
                ""
            })
    void shouldRefuseWhatIsNoRoute(String entry) {
        assertThat(rules.check("sink.camel.yaml", entry)).isNotEmpty();
    }

    @Test
    void shouldRefuseAKameletWithBeansOfItsOwn() {
        String kamelet = """
                metadata: { name: x-sink }
                spec:
                  template:
                    beans: [{ name: x, type: java.lang.Runtime }]
                    from: { uri: kamelet:source, steps: [{ to: { id: to-kafka-x, uri: kafka:x } }] }
                """;
        assertThat(rules.check("x-sink.kamelet.yaml", kamelet)).isNotEmpty();
        assertThat(rules.check("x-sink.kamelet.yaml", kamelet.replaceFirst("    beans.*\n", "")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"id: other-entity", "description: \"\"", "routeConfigurationId2: x"})
    void shouldRefuseARouteWithoutNameOrPolicy(String replacement) {
        String key = replacement.replaceFirst("2?:.*", "");
        assertThat(rules.check("sink.camel.yaml", GOOD.replaceFirst(key + ": [^\n]*", replacement)))
                .isNotEmpty();
    }
}
