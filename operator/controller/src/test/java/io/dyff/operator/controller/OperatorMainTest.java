package io.dyff.operator.controller;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class OperatorMainTest {

    private final StringWriter out = new StringWriter();
    private final CommandLine command =
            new CommandLine(new OperatorMain()).setOut(new PrintWriter(out)).setErr(new PrintWriter(out));

    @Test
    void shouldExplainItselfWhenAskedForHelp() {
        assertThat(command.execute("--help")).isZero();
        assertThat(out.toString())
                .contains(
                        "--namespace",
                        "--image",
                        "DYFF_OPERATOR__IMAGES__EVALUATION_CLIENT",
                        "DYFF_OPERATOR__STORAGE_SECRET",
                        "DYFF_OPERATOR__HUB__ENDPOINT",
                        "DYFF_OPERATOR__HUB__TOKEN_SECRET",
                        "DYFF_OPERATOR__HEALTH__ADDRESS",
                        "DYFF_KUBERNETES__WORKFLOWS_NAMESPACE",
                        "Exit codes");
    }

    @Test
    void shouldRefuseToStartWhenAProgramHasNoImage() {
        assertThat(command.execute("--image=evaluation-client=a")).isEqualTo(2);
        assertThat(out.toString())
                .contains(
                        "no image is configured for verify-evaluation-output",
                        "DYFF_OPERATOR__IMAGES__VERIFY_EVALUATION_OUTPUT");
    }

    @Test
    void shouldRefuseToStartWhenTheHealthAddressIsNone() {
        assertThat(command.execute(
                        "--image=evaluation-client=a",
                        "--image=verify-evaluation-output=b",
                        "--image=fetch-analysis=c",
                        "--image=publish-analysis=d",
                        "--image=run-report=e",
                        "--image=fetch-model=f",
                        "--image=check-dataset=g",
                        "--health-address=nowhere"))
                .isEqualTo(2);
        assertThat(out.toString()).contains("--health-address must be host:port");
    }
}
