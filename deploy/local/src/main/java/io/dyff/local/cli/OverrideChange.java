package io.dyff.local.cli;

import io.dyff.local.instance.DataFolder;
import io.dyff.local.instance.ExitCode;
import io.dyff.local.instance.LocalException;
import io.dyff.local.launch.RoutesCheck;
import io.dyff.local.routes.OverrideFiles;
import io.dyff.local.routes.RoutesReports;
import io.dyff.node.container.FolderTree;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Checks overrides, and makes them those of an instance: all of them or none. */
final class OverrideChange {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final RoutesCheck rules;
    private final PrintWriter out;
    private final PrintWriter err;

    OverrideChange(RoutesCheck rules, PrintWriter out, PrintWriter err) {
        this.rules = rules;
        this.out = out;
        this.err = err;
    }

    /** Says whether they keep the rules; answers the exit code. */
    int check(Map<String, String> texts, Optional<DataFolder> instance) throws InterruptedException {
        RoutesCheck.Verdict verdict = verdict(texts, instance);
        verdict.lines().forEach(verdict.accepted() ? out::println : err::println);
        return verdict.accepted() ? ExitCode.OK : ExitCode.FAILED;
    }

    /** Has the services of the instance take them, or those of its next start; answers the exit code. */
    int apply(Map<String, String> texts, DataFolder instance) throws InterruptedException {
        OverrideFiles files = new OverrideFiles(instance);
        Map<String, String> before = files.texts();
        try (RoutesReports services = new RoutesReports(instance)) {
            List<String> refused =
                    services.areThere() ? handOver(files, texts, services) : checked(texts, instance, files);
            if (refused.isEmpty()) {
                OverrideFiles.Taken taken = files.keep();
                out.println("number " + taken.number() + ": " + texts.size() + " overrides "
                        + (services.areThere() ? "serve" : "serve from the next start on"));
                return ExitCode.OK;
            }
            files.write(before);
            refused.forEach(err::println);
            err.println("dyff: refused; what served before serves on");
            return ExitCode.FAILED;
        }
    }

    private static List<String> handOver(OverrideFiles files, Map<String, String> texts, RoutesReports services)
            throws InterruptedException {
        Instant since = Instant.now();
        files.write(texts);
        return services.await(texts, since, PATIENCE);
    }

    private List<String> checked(Map<String, String> texts, DataFolder instance, OverrideFiles files)
            throws InterruptedException {
        RoutesCheck.Verdict verdict = verdict(texts, Optional.of(instance));
        if (!verdict.accepted()) {
            return verdict.lines();
        }
        files.write(texts);
        return List.of();
    }

    private RoutesCheck.Verdict verdict(Map<String, String> texts, Optional<DataFolder> instance)
            throws InterruptedException {
        try {
            Path scratch = Files.createTempDirectory("dyff-routes-");
            try {
                Path overrides = Files.createDirectory(scratch.resolve("overrides"));
                for (Map.Entry<String, String> text : texts.entrySet()) {
                    Files.writeString(overrides.resolve(text.getKey()), text.getValue());
                }
                return rules.check(overrides, scratch, instance);
            } finally {
                FolderTree.delete(scratch);
            }
        } catch (IOException e) {
            throw LocalException.failed("no scratch folder can be used: " + e.getMessage());
        }
    }
}
