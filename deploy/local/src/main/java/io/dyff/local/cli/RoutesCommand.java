package io.dyff.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.dyff.local.instance.DataFolder;
import io.dyff.local.instance.ExitCode;
import io.dyff.local.instance.LocalException;
import io.dyff.local.launch.Project;
import io.dyff.local.launch.RoutesCheck;
import io.dyff.local.routes.OverrideFiles;
import io.dyff.local.routes.RoutesReports;
import io.dyff.local.routes.TextDifference;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Changes the routes, kamelets and statements of an instance without a build or a restart. */
@Command(
        name = "routes",
        description = "Changes routes, kamelets, statements and REST documents of a running instance, without a build.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        footerHeading = "%n",
        footer = {
            "A file takes the place of the shipped one of its name (routes/*.camel.yaml, kamelets/*.kamelet.yaml,",
            "sql/query/*.sql, rest-dsl/operations.yaml, requests.yaml, bodies.yaml, schemas/*.schema.json); a further file",
            "STAGE-ANY.camel.yaml adds routes to that stage.",
            "Exit codes: 0 done; 1 refused, or different; 2 wrong usage; 73 not the data folder of an instance."
        })
final class RoutesCommand {
    private static final String FILES = "Files, or folders of them.";

    @Spec
    private CommandSpec spec;

    @Command(
            mixinStandardHelpOptions = true,
            description =
                    "Checks files, or the instance's overrides when none is named; nothing need run. Statements are"
                            + " read by the instance's database, where it runs.",
            footer = "%nExit codes: 0 they keep the rules; 1 they would be refused.")
    int check(
            @Mixin DataOption data,
            @Parameters(paramLabel = "FILE", arity = "0..*", description = FILES) @Nullable List<Path> files)
            throws InterruptedException {
        Optional<DataFolder> instance = data.ifThere();
        Map<String, String> texts = new TreeMap<>();
        instance.ifPresent(folder -> texts.putAll(new OverrideFiles(folder).texts()));
        texts.putAll(read(files));
        return change().check(texts, instance);
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Shows how files differ from what serves, or the instance's overrides from what is shipped.",
            footer = "%nExit codes: 0 they are equal; 1 they differ.")
    int diff(
            @Mixin DataOption data,
            @Parameters(paramLabel = "FILE", arity = "0..*", description = FILES) @Nullable List<Path> files)
            throws InterruptedException {
        Map<String, String> overrides = new OverrideFiles(data.existing()).texts();
        Map<String, String> after = files == null ? overrides : read(files);
        StringBuilder difference = new StringBuilder();
        for (Map.Entry<String, String> text : after.entrySet()) {
            String shipped = Project.here().shipped(text.getKey()).orElse("");
            String before = files == null ? shipped : overrides.getOrDefault(text.getKey(), shipped);
            difference.append(TextDifference.of(text.getKey(), before, text.getValue()));
        }
        out().print(difference);
        out().flush();
        return difference.isEmpty() ? ExitCode.OK : ExitCode.FAILED;
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Has the services take files, all of them or none, and waits until they serve.",
            footer = "%nExit codes: 0 they serve; 1 refused, and what served before serves on.")
    int apply(
            @Mixin DataOption data,
            @Option(
                            names = "--remove",
                            paramLabel = "NAME",
                            description = "Take this override away: the shipped file serves again. May be repeated.")
                    @Nullable
                    List<String> removed,
            @Parameters(paramLabel = "FILE", arity = "0..*", description = FILES) @Nullable List<Path> files)
            throws InterruptedException {
        if (files == null && removed == null) {
            throw new ParameterException(spec.commandLine(), "name files, or overrides to --remove");
        }
        DataFolder instance = data.existing();
        Map<String, String> texts = new OverrideFiles(instance).texts();
        for (String name : removed == null ? List.<String>of() : removed) {
            if (texts.remove(name) == null) {
                throw LocalException.failed("there is no override " + name);
            }
        }
        texts.putAll(read(files));
        return change().apply(texts, instance);
    }

    @Command(
            mixinStandardHelpOptions = true,
            description =
                    "Lists the sets of overrides that were taken, and what the running services serve and have refused.",
            footer = "%nExit code: 0.")
    int history(@Mixin DataOption data) throws InterruptedException {
        DataFolder instance = data.existing();
        for (OverrideFiles.Taken taken : new OverrideFiles(instance).history()) {
            out().println("%4d  %s  %s"
                    .formatted(
                            taken.number(),
                            taken.at(),
                            String.join(" ", taken.texts().keySet())));
        }
        try (RoutesReports services = new RoutesReports(instance)) {
            services.all().forEach(this::print);
        }
        out().flush();
        return ExitCode.OK;
    }

    @Command(
            mixinStandardHelpOptions = true,
            description =
                    "Has the services take an earlier set of overrides again: the one before the last, or a number of"
                            + " `routes history`; 0 for none at all.",
            footer = "%nExit codes: 0 they serve; 1 refused, or there is no such set.")
    int rollback(
            @Mixin DataOption data,
            @Parameters(paramLabel = "NUMBER", arity = "0..1", description = "Of the set.") @Nullable Integer number)
            throws InterruptedException {
        DataFolder instance = data.existing();
        OverrideFiles files = new OverrideFiles(instance);
        List<OverrideFiles.Taken> history = files.history();
        int wanted = number != null
                ? number
                : history.isEmpty() ? 0 : history.getFirst().number() - 1;
        Map<String, String> texts = wanted == 0
                ? Map.of()
                : files.find(wanted)
                        .orElseThrow(() -> LocalException.failed("no set of overrides has the number " + wanted))
                        .texts();
        return change().apply(texts, instance);
    }

    private void print(String process, JsonNode report) {
        out().println("%n%s serves generation %s"
                .formatted(process, report.path("generation").asText()));
        report.path("services")
                .properties()
                .forEach(service -> out().println("  %-12s generation %s since %s"
                        .formatted(
                                service.getKey(),
                                service.getValue().path("generation").asText(),
                                service.getValue().path("since").asText())));
        report.path("history")
                .forEach(change -> out().println("  %s %s %s %s"
                        .formatted(
                                change.path("at").asText(),
                                change.path("outcome").asText(),
                                change.path("files"),
                                change.path("refused").isEmpty() ? "" : change.path("refused"))));
    }

    private Map<String, String> read(@Nullable List<Path> files) {
        Map<String, String> texts = new TreeMap<>();
        for (Path file : files == null ? List.<Path>of() : files) {
            if (Files.isDirectory(file)) {
                texts.putAll(OverrideFiles.read(file));
                continue;
            }
            try {
                texts.put(file.getFileName().toString(), Files.readString(file));
            } catch (IOException e) {
                throw new ParameterException(spec.commandLine(), file + " cannot be read");
            }
        }
        return texts;
    }

    private OverrideChange change() {
        return new OverrideChange(
                new RoutesCheck(Project.here()), out(), spec.commandLine().getErr());
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
