package io.dyff.local.cli;

import io.dyff.local.instance.DataFolder;
import io.dyff.local.instance.ExitCode;
import io.dyff.local.instance.LocalException;
import io.dyff.local.launch.Administration;
import io.dyff.local.launch.Platform;
import io.dyff.local.launch.PlatformEnvironment;
import io.dyff.local.launch.Project;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs the public end-to-end suite against a platform of its own. */
@Command(
        name = "suite",
        description = {
            "Starts the platform in a scratch folder and runs the public end-to-end suite of dyff-audit, unmodified, with"
                    + " the released client. What needs a container registry or a model hub is skipped."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%n",
        footer = {
            "Options of pytest and of the suite follow two dashes: dyff suite -- --enable_extra tests/test_families.py",
            "Exit codes: 0 every test passed, each time; 69 no Python or no packages; else pytest's own.",
            "On failure the scratch folder stays and is named: its logs tell more."
        })
final class SuiteCommand implements Callable<Integer> {
    private static final String ACCOUNT = "accounts/test";
    private static final String ALL = "__global__";

    /** What the suite's authors give an account, and all of them. */
    private static final List<Limit> LIMITS = List.of(
            new Limit(ACCOUNT, "nvidia.com/gpu-t4", 16),
            new Limit(ACCOUNT, "nvidia.com/gpu-l4", 16),
            new Limit(ACCOUNT, "workflows.dyff.io/admitted", 50),
            new Limit(ALL, "nvidia.com/gpu-t4", 32),
            new Limit(ALL, "nvidia.com/gpu-l4", 32));

    private record Limit(String principal, String resource, int amount) {}

    @Spec
    private CommandSpec spec;

    @Mixin
    private PlatformOptions options;

    @Mixin
    private ScratchOption scratch;

    @Option(
            names = "--times",
            paramLabel = "N",
            description = "How often to run it, on one instance (default: ${DEFAULT-VALUE}).",
            defaultValue = "1")
    private int times;

    @Option(
            names = "--quotas",
            description = {
                "Runs the suite's detailed tests of quotas instead, each in a session of its own, and sets the limits that"
                        + " they expect before.",
                "One of them starts 50 analyses at once."
            })
    private boolean quotas;

    @Parameters(paramLabel = "OPTION", arity = "0..*", description = "Options of pytest and of the suite.")
    private List<String> arguments = new ArrayList<>();

    @Override
    public Integer call() throws InterruptedException {
        if (options.read().onlyOperator()) {
            throw new LocalException(ExitCode.USAGE, "suite needs the whole platform: --only is for `dyff up`");
        }
        if (times < 1) {
            throw new LocalException(ExitCode.USAGE, "--times must be at least 1");
        }
        Progress progress = new Progress(spec.commandLine().getErr());
        DataFolder folder = scratch.create("dyff-suite-");
        int exit = ExitCode.OK;
        try (Platform platform = Platform.start(folder, Project.here(), options.read(), progress::say)) {
            if (quotas) {
                limit(folder);
            }
            for (int run = 1; run <= times && exit == ExitCode.OK; run++) {
                progress.say("run " + run + " of " + times);
                exit = suite(folder);
            }
        }
        if (exit == ExitCode.OK) {
            scratch.forget(folder, progress);
        } else {
            progress.say("the suite ended with " + exit + "; the platform's folder, with logs, is " + folder.path());
        }
        return exit;
    }

    private static void limit(DataFolder folder) throws InterruptedException {
        Administration administration = new Administration(folder, Project.here());
        for (Limit limit : LIMITS) {
            administration.run(List.of(
                    "quota",
                    "set",
                    "--principal",
                    limit.principal,
                    "--resource",
                    limit.resource,
                    "--limit",
                    String.valueOf(limit.amount)));
        }
    }

    private int suite(DataFolder folder) throws InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Project.here().file("deploy/local/python/suite").toString());
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        builder.environment().put("DYFF_API_ENDPOINT", new PlatformEnvironment(folder).endpoint());
        builder.environment()
                .put("DYFF_API_TOKEN", String.valueOf(folder.settings().token()));
        if (quotas) {
            builder.environment().put("DYFF_SUITE_QUOTAS", "1");
        }
        try {
            return builder.start().waitFor();
        } catch (IOException e) {
            throw LocalException.failed("the suite cannot be started: " + e.getMessage());
        }
    }
}
