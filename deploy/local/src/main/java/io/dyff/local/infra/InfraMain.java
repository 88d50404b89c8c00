package io.dyff.local.infra;

import io.dyff.local.instance.DataFolder;
import io.dyff.local.instance.ProcessIdentity;
import io.dyff.local.launch.Project;
import io.dyff.local.supervise.Orphans;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
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

    @Option(names = "--data", required = true)
    private Path data = Path.of("");

    @Option(names = "--only-operator")
    private boolean onlyOperator;

    @Option(names = "--real-kubernetes")
    private boolean realKubernetes;

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
        Infrastructure infrastructure = new Infrastructure(folder, Project.here(), onlyOperator, realKubernetes);
        CountDownLatch ended = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(infrastructure::close, "stop"));
        watchSupervisor(folder, ended);
        infrastructure.start();
        ended.await();
        LOG.error("the supervisor is gone: this instance ends");
        return 1;
    }

    /** Nothing of an instance outlives its supervisor: without one, nobody could end it in order. */
    private void watchSupervisor(DataFolder folder, CountDownLatch ended) {
        ProcessHandle.of(supervisorPid)
                .ifPresent(supervisor -> supervisor.onExit().thenRun(() -> {
                    new Orphans(folder).endAllBut(ProcessIdentity.self());
                    ended.countDown();
                }));
    }

    static @Nullable String messageOf(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }
}
