package io.dyff.operator.kubectl.cli;

import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How a command prints its answer. */
final class OutputOption {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    enum Format {
        text,
        json,
        yaml
    }

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text (default), json or yaml.")
    private Format format = Format.text;

    /** Prints it in the format that was asked for. */
    <T> void print(T answer, Function<T, String> text) {
        String words = switch (format) {
            case text -> text.apply(answer);
            case json -> Serialization.asJson(answer) + "\n";
            case yaml -> Serialization.asYaml(answer);
        };
        spec.commandLine().getOut().print(words);
        spec.commandLine().getOut().flush();
    }
}
