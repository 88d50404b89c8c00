package io.dyff.camelk;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class KameletRulesTest {
    private static final String SOURCE = "finished-entity-source.kamelet.yaml";

    static List<Path> kamelets() {
        return Stream.of(Rooms.PORTABLE_KAMELETS, Rooms.HOST_KAMELETS)
                .flatMap(room -> Rooms.kamelets(room).stream())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    void shouldKeepTheRules(Path file) {
        assertThat(KameletRules.check(String.valueOf(file.getFileName()), Rooms.text(file)))
                .isEmpty();
    }

    @Test
    void shouldInstallEachPortableKameletAndNoOther() {
        String kustomization = Rooms.text(Rooms.CAMEL_K.resolve("kustomization.yaml"));

        assertThat(Pattern.compile("- kamelets/(\\S+)")
                        .matcher(kustomization)
                        .results()
                        .map(m -> m.group(1)))
                .containsExactlyInAnyOrderElementsOf(Rooms.kamelets(Rooms.PORTABLE_KAMELETS).stream()
                        .map(file -> String.valueOf(file.getFileName()))
                        .toList());
        assertThat(Rooms.kamelets(Rooms.PORTABLE_KAMELETS))
                .allSatisfy(file -> assertThat(Rooms.text(file)).contains(KameletRules.PORTABLE + ": \"true\""));
        assertThat(Rooms.kamelets(Rooms.HOST_KAMELETS))
                .allSatisfy(file -> assertThat(Rooms.text(file)).contains(KameletRules.PORTABLE + ": \"false\""));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    name: finished-entity-source     | name: finished-entities            | does not end in -source
                    name: finished-entity-source     | name: other-source                 | another name than the kamelet
                    kamelet.type: source             | kamelet.type: sink                 | kamelet.type is not 'source'
                    portable: "true"                 | portable: "yes"                    | neither 'true' nor 'false'
                    portable: "true"                 | portable: "false"                  | is portable, and does not say so
                    title: Finished Entity Source    | title: ""                          | the definition has no title
                    title: Kind                      | title: ""                          | 'kind' has no title
                    description: The state topic     | description: ""                    | 'topic' has no description
                    type: string                     | type: text                         | 'topic' has no type
                    default: dyff.workflows.state    | example: dyff.workflows.state      | required, or to have a default
                    example: Evaluation              | default: Evaluation                | required, or to have a default
                    example: Evaluation              | enum: [Evaluation]                 | has no example
                    [brokers, kind, account, group]  | [brokers, kind, account, group, x] | requires 'x'
                    group:                           | groupToken:                        | 'groupToken' holds a secret
                    "{{group}}"                      | evaluations                        | 'group' is not used
                    "{{group}}"                      | "{{groupId}}"                      | '{{groupId}}' is no parameter
                    "{{ends}}"                       | "#ends"                            | the reference "#ends"
                    "#class:org.apache.camel.        | "#class:io.dyff.                   | the reference "#class:io.dyff.
                    kafka:{{topic}}                  | kafka-state:{{topic}}              | the component of kafka-state:
                    to: kamelet:sink                 | bean: { ref: foldEvent }           | a step 'bean'
                    default: dyff.workflows.state    | default: "{{dyff.kafka.topic}}"    | a setting of an application
                    - "camel:jackson"                | - "camel:gson"                     | its dependencies are
                    """, quoteCharacter = '`')
    void shouldNameWhatIsWrong(String passage, String other, String fault) {
        String text = Rooms.text(Rooms.PORTABLE_KAMELETS.resolve(SOURCE));
        assertThat(text).contains(passage);

        assertThat(KameletRules.check(SOURCE, text.replace(passage, other)))
                .anySatisfy(sentence ->
                        assertThat(sentence).startsWith(SOURCE + ": ").contains(fault));
    }
}
