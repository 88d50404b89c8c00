package io.dyff.local.infra;

import io.dyff.local.instance.DataFolder;
import io.dyff.local.instance.Kubernetes;
import io.dyff.local.launch.Project;
import io.dyff.local.supervise.Orphans;
import io.dyff.node.process.ProcessIdentity;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The infrastructure process: runs until it is ended, or until its supervisor is gone. */
@Command(name = "infrastructure")
public final class InfraMain implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(InfraMain.class);
    private static final String SUPERVISOR = "supervisor";

    @Option(names = "--data", required = true)
    private Path data = Path.of("");

    @Option(names = "--only-operator")
    private boolean onlyOperator;

    @Option(names = "--kubernetes")
    private Kubernetes kubernetes = Kubernetes.local;

    @Option(names = "--supervisor-pid")
    private long supervisorPid;

    public static void main(String[] args) {
        int exit = new CommandLine(new InfraMain()).execute(args);
        // Threads of a half-started part would keep the process alive, and look like a running service.
        System.exit(exit);
    }

    @Override
    public Integer call() throws Exception {
        DataFolder folder = DataFolder.existing(data);
        Infrastructure infrastructure = new Infrastructure(folder, Project.here(), onlyOperator, kubernetes);
        CompletableFuture<String> gone = new CompletableFuture<>();
        Runtime.getRuntime().addShutdownHook(new Thread(infrastructure::close, "stop"));
        try (PartWatch supervisor = new PartWatch(List.of(supervisor()), gone::complete)) {
            supervisor.start();
            infrastructure.start();
            return watch(infrastructure, folder, gone);
        }
    }

    /** Runs until a part is gone, or the supervisor. */
    private static int watch(Infrastructure infrastructure, DataFolder folder, CompletableFuture<String> gone)
            throws Exception {
        try (PartWatch parts = new PartWatch(infrastructure.apart(), gone::complete)) {
            parts.start();
            String lost = gone.get();
            LOG.error("{} is gone: this process ends", lost);
            if (lost.equals(SUPERVISOR)) {
                new Orphans(folder).endAllBut(ProcessIdentity.self());
            }
            return 1;
        }
    }

    /** Nothing of an instance outlives its supervisor: without one, nobody could end it in order. */
    private PartWatch.Part supervisor() {
        ProcessIdentity supervisor = ProcessHandle.of(supervisorPid)
                .map(ProcessIdentity::of)
                .orElseThrow(() -> new IllegalStateException("no supervisor has the pid " + supervisorPid));
        return new PartWatch.Part(SUPERVISOR, 1, supervisor::isAlive);
    }

    static @Nullable String messageOf(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }
}
