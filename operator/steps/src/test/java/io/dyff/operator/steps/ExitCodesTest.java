package io.dyff.operator.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dyff.operator.steps.ExitCodes.Outcome;
import io.dyff.operator.steps.ExitCodes.Row;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** operator/exit-codes.yaml keeps what the contract promises, and the programs keep to it. */
class ExitCodesTest {

    private static Map<Integer, Row> byCode(String program) {
        return new TreeMap<>(ExitCodes.of(program).rows().values().stream()
                .collect(Collectors.toMap(Row::code, Function.identity())));
    }

    @Test
    void shouldKeepTheContractsNumbersForTheClient() {
        ExitCodes client = ExitCodes.of("evaluation-client");
        assertThat(client.code("Complete")).isZero();
        assertThat(client.code("Writer")).isEqualTo(10);
        assertThat(client.code("Incomplete")).isEqualTo(20);
    }

    @Test
    void shouldKeepTheContractsBitsForTheVerification() {
        ExitCodes verification = ExitCodes.of("verify-evaluation-output");
        assertThat(verification.code("Whole")).isZero();
        assertThat(verification.code("OutputError")).isEqualTo(1);
        assertThat(verification.code("Missing")).isEqualTo(2);
        assertThat(verification.code("Duplicates")).isEqualTo(4);
    }

    @Test
    void shouldHaveARowForEverySumThatIsFinalWhenOneOfItsPartsIs() {
        Map<Integer, Row> rows = byCode("verify-evaluation-output");
        for (int sum = 1; sum <= 7; sum++) {
            boolean anyFinal = false;
            for (int bit = 1; bit <= sum; bit <<= 1) {
                anyFinal |= (sum & bit) != 0 && rows.get(bit).outcome() == Outcome.FINAL;
            }
            assertThat(rows.get(sum).outcome()).as("%d", sum).isEqualTo(anyFinal ? Outcome.FINAL : Outcome.AGAIN);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evaluation-client",
                "verify-evaluation-output",
                "fetch-analysis",
                "publish-analysis",
                "fetch-model",
                "check-dataset",
                "seed-dataset",
                "mock-model",
                "verify-attestation",
                "prove-row"
            })
    void shouldCallUnusableInputFinalAndAVirtualMachineThatCannotStartNot(String program) {
        assertThat(ExitCodes.of(program).rows().get("UnusableInput").outcome()).isEqualTo(Outcome.FINAL);
        assertThat(byCode(program).get(1).outcome()).isEqualTo(Outcome.AGAIN);
    }

    @Test
    void shouldGiveEachProgramItsCodesAndListThemInItsHelp() {
        for (CommandLine program : StepsMain.commandLine().getSubcommands().values()) {
            ExitCodes codes = ExitCodes.of(program.getCommandName());
            assertThat(program.getCommandSpec().exitCodeOnInvalidInput()).isEqualTo(codes.code("UnusableInput"));
            assertThat(program.getUsageMessage(CommandLine.Help.Ansi.OFF).replaceAll("\\s+", " "))
                    .contains("Exit codes:")
                    .contains(codes.rows().values().stream().map(Row::meaning).toList());
        }
    }

    @Test
    void shouldRefuseANameWithoutARow() {
        assertThatThrownBy(() -> ExitCodes.of("evaluation-client").code("Tired"))
                .hasMessage("exit-codes.yaml has no row Tired for evaluation-client");
    }
}
