package io.dyff.operator.controller.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.dyff.operator.api.EnvVariable;
import io.dyff.operator.api.SessionTemplate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateProblemsTest {

    private static final String DIGEST = "@sha256:f7becd37affa559a60e7ef2d3a0b1e4766e6cd6438cef701d58d2653767e7e54";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "model",
                "model:1.0",
                "dyff/workflows/inferenceservice-mock" + DIGEST,
                "registry.example:5000/dyff-models/0000000a:latest",
                "localhost/a/b_c/d.e:x" + DIGEST,
                "127.0.0.1:5000/model"
            })
    void shouldAcceptNamesOfImages(String image) {
        assertThat(TemplateProblems.find("spec", template(image, null))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " model",
                "Not an image",
                "registry.example/UPPER",
                "model:",
                "model@sha256:abc",
                "model@md5:0",
                "a//b",
                "http://host/model",
                "model:1\n"
            })
    void shouldNameTheFieldWhenAnImageIsNone(String image) {
        assertThat(TemplateProblems.find("spec.inferenceSession", template(image, null)))
                .hasValueSatisfying(problem -> assertThat(problem).startsWith("spec.inferenceSession.image: "));
    }

    @Test
    void shouldNameTheVariableWhenItsNameIsImpossible() {
        List<EnvVariable> variables = List.of(new EnvVariable("OK", "1"), new EnvVariable("A=B", "2"));

        assertThat(TemplateProblems.find("spec", template("model", variables)))
                .hasValueSatisfying(problem -> assertThat(problem).startsWith("spec.env[1].name: "));
    }

    private static SessionTemplate template(String image, List<EnvVariable> env) {
        return new SessionTemplate(1, true, image, null, null, env, null, null, null, null);
    }
}
