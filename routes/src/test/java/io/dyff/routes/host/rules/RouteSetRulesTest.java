package io.dyff.routes.host.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class RouteSetRulesTest {
    private static final String SHIPPED = """
            - routeConfiguration: { id: errors-answer }
            - route: { id: api-tick, routeConfigurationId: errors-answer, from: { uri: 'timer:x', steps: [{ log: x }] } }
            - route:
                id: api-get
                routeConfigurationId: errors-answer
                from:
                  uri: direct:api-get
                  steps:
                    - to: direct:api-find
                    - bean: { ref: answers, method: entity }
            - route:
                id: api-find
                routeConfigurationId: errors-answer
                from:
                  uri: direct:api-find
                  steps:
                    - bean: { ref: authorizeEntity }
            """;
    private final RouteSetRules rules = new RouteSetRules(set(SHIPPED), "api-get"::equals);

    @Test
    void shouldAcceptWhatIsShipped() {
        assertThat(rules.check(set(SHIPPED))).isEmpty();
    }

    @Test
    void shouldMissASourceAndAnAnswer() {
        assertThat(rules.check(set(SHIPPED.replace("id: api-tick", "id: api-tock"))))
                .extracting(Refusal::reason)
                .containsExactly("the route 'api-tick' is missing");
        assertThat(rules.check(set(SHIPPED.replace("id: api-get", "id: api-got"))))
                .extracting(Refusal::reason)
                .containsExactly("the route 'api-get' is missing");
    }

    @Test
    void shouldMissWhatIsCalledAndWhatIsNamed() {
        assertThat(rules.check(set(SHIPPED.replace("to: direct:api-find", "to: direct:api-found"))))
                .extracting(Refusal::toString)
                .contains("api.camel.yaml:4: route 'api-get': calls direct:api-found, which no route serves");
        assertThat(rules.check(set(SHIPPED.replace("{ id: errors-answer }", "{ id: errors-other }"))))
                .extracting(Refusal::reason)
                .contains("route 'api-get': there is no error policy 'errors-answer'");
    }

    @Test
    void shouldRefuseAnAnswerThatIsCheckedInABranchOnly() {
        String branch = SHIPPED.replace(
                "        - bean: { ref: authorizeEntity }",
                "        - choice: { when: [{ simple: '${body} != null', steps: [{ bean: { ref: authorizeEntity } }] }] }");
        assertThat(rules.check(set(branch))).singleElement().satisfies(refusal -> {
            assertThat(refusal.line()).isEqualTo(4);
            assertThat(refusal.reason()).contains("without a step that checks");
        });
    }

    @Test
    void shouldRefuseTwoRoutesOfOneId() {
        assertThat(rules.check(RouteSet.of(Map.of(
                        "api.camel.yaml", SHIPPED, "api-x.camel.yaml", SHIPPED.replaceFirst("- routeConf.*\n", "")))))
                .extracting(Refusal::reason)
                .anySatisfy(reason -> assertThat(reason).contains("there is one of that id in"));
    }

    private static RouteSet set(String text) {
        return RouteSet.of(Map.of("api.camel.yaml", text));
    }
}
