package io.dyff.bench.live;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.dyff.bench.Table;
import io.dyff.local.cli.Progress;
import io.dyff.local.cli.ScratchOption;
import io.dyff.local.instance.DataFolder;
import io.dyff.local.instance.ExitCode;
import io.dyff.local.instance.LocalException;
import io.dyff.local.launch.Platform;
import io.dyff.local.launch.Project;
import io.dyff.local.launch.UpOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Edits a platform's files while it works, and counts what that did. */
@Command(
        name = "live",
        description = {
            "Starts a platform on embedded parts, puts a steady load on it, and edits its routes, kamelets, statements and"
                    + " REST documents in the overrides folder: good edits and bad ones in turn, of every stage, some as the"
                    + " swap of a mounted ConfigMap. Counts failed requests, good edits that do not serve within 2 s, bad"
                    + " ones that are not refused and named, and entities that are lost or doubled."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%n",
        footer = "Exit codes: 0 all held; 1 something did not, or the platform did not start; 2 wrong usage.")
public final class LiveMain implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--edits",
            paramLabel = "N",
            defaultValue = "100",
            description = "So many good edits, and as many bad ones (default: ${DEFAULT-VALUE}).")
    private int edits;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes figures and faults there as JSON too.")
    private @Nullable Path json;

    @Mixin
    private ScratchOption scratch;

    @Override
    public Integer call() throws InterruptedException, IOException {
        if (edits < 1) {
            throw new CommandLine.ParameterException(spec.commandLine(), "--edits " + edits + " is less than 1");
        }
        Progress progress = new Progress(spec.commandLine().getErr());
        DataFolder folder = scratch.create("dyff-live-");
        Project project = Project.here();
        LiveReport report;
        try (Platform platform = Platform.start(folder, project, UpOptions.standard(), progress::say)) {
            progress.say("editing");
            report = new LiveRun(project, platform.folder(), LiveRun.Clients.WAITING, PATIENCE, progress::say)
                    .run(edits);
        } catch (RuntimeException e) {
            progress.say("the edits could not be made; the folder, with logs, is " + folder.path());
            throw e;
        }
        spec.commandLine().getOut().print(new Table(report.figures()).text());
        spec.commandLine().getOut().flush();
        write(report);
        if (report.isClean()) {
            scratch.forget(folder, progress);
            return ExitCode.OK;
        }
        progress.say("kept " + folder.path());
        return ExitCode.FAILED;
    }

    private void write(LiveReport report) {
        if (json == null) {
            return;
        }
        try {
            new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValue(json.toFile(), report);
        } catch (IOException e) {
            throw LocalException.failed(json + " cannot be written: " + e.getMessage());
        }
    }
}
