package io.dyff.local.launch;

import io.dyff.local.instance.DataFolder;
import io.dyff.local.instance.LocalException;
import io.dyff.local.instance.RunState;
import io.dyff.local.instance.Settings;
import io.dyff.local.supervise.Orphans;
import io.dyff.local.supervise.Supervisor;
import io.dyff.node.process.ProcessIdentity;
import io.dyff.parts.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One running instance, supervised by this process. */
public final class Platform implements AutoCloseable {
    private final DataFolder folder;
    private final Project project;
    private final UpOptions options;
    private final Consumer<String> say;
    private final DataFolder.Lock lock;
    private final Supervisor supervisor;
    private final Preparation preparation;
    private volatile String phase = "starting";
    private boolean closed;

    private Platform(DataFolder folder, Project project, UpOptions options, Consumer<String> say) {
        this.folder = folder;
        this.project = project;
        this.options = options;
        this.say = say;
        this.lock = folder.lock();
        this.supervisor = new Supervisor(say, this::keepState);
        this.preparation = new Preparation(folder, project);
    }

    /**
     * Takes the folder and starts everything in it; returns when it is ready to be used.
     *
     * @param say tells the user what happens, a sentence at a time
     * @throws LocalException when something does not start; nothing is left running then
     */
    public static Platform start(DataFolder folder, Project project, UpOptions options, Consumer<String> say)
            throws InterruptedException {
        Platform platform = new Platform(folder, project, options, say);
        Runtime.getRuntime().addShutdownHook(new Thread(platform::closeQuietly, "platform-stop"));
        try {
            platform.run();
            return platform;
        } catch (RuntimeException | InterruptedException e) {
            platform.closeQuietly();
            throw e;
        }
    }

    public DataFolder folder() {
        return folder;
    }

    /** Its processes, as they are now. */
    public List<RunState.Child> processes() {
        return supervisor.describe();
    }

    /** Waits until every process is ready, those that were started again too. */
    public void awaitReady() throws InterruptedException {
        for (RunState.Child child : supervisor.describe()) {
            supervisor.awaitReady(child.name());
        }
    }

    /** The API's address, unless the operator stands alone. */
    public @Nullable String endpoint() {
        return options.onlyOperator() ? null : new PlatformEnvironment(folder).endpoint();
    }

    /**
     * Starts a process a second time, beside the first; returns when it is ready. Whoever closes it ends it.
     *
     * @param name of the first
     */
    public Supervisor second(String name) throws InterruptedException {
        Supervisor second = new Supervisor(say, () -> {});
        try {
            second.startAll(List.of(new PlatformPlan(folder, project, options).second(name, Ports.free())));
            return second;
        } catch (RuntimeException | InterruptedException e) {
            second.close();
            throw e;
        }
    }

    private void run() throws InterruptedException {
        endOrphans();
        keepLogs();
        folder.keepKubernetes(options.kubernetes(), options.kubeconfig(), UpOptions.usualKubernetes());
        folder.claimPorts(options.apiPort());
        keepState();
        PlatformPlan plan = new PlatformPlan(folder, project, options);
        say.accept("starting the infrastructure");
        supervisor.startAll(List.of(plan.infrastructure()));
        say.accept("starting the operator");
        supervisor.start(plan.operator());
        if (!options.onlyOperator()) {
            startServices(plan);
        }
        supervisor.awaitReady(PlatformPlan.OPERATOR);
        phase = "ready";
        keepState();
    }

    private void startServices(PlatformPlan plan) throws InterruptedException {
        if (!preparation.isDone()) {
            say.accept("preparing database and topics");
            preparation.run();
        }
        say.accept("starting the services");
        supervisor.startAll(plan.services());
        new TokenCheck(folder).check();
    }

    /** Left by a supervisor that was killed: they hold the ports and the data. */
    private void endOrphans() {
        Orphans orphans = new Orphans(folder);
        int left = orphans.alive().size();
        if (left > 0) {
            say.accept("ending " + left + " processes that a killed supervisor left behind");
            orphans.end();
        }
    }

    /** The last run's logs stay readable beside this run's. */
    private void keepLogs() {
        try (var logs = Files.list(folder.file("logs"))) {
            for (var log : logs.filter(Platform::isOfAProcess).toList()) {
                Files.move(log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw LocalException.failed("the logs of the last run cannot be put aside: " + e.getMessage());
        }
    }

    /** All but our own, which is being written. */
    private static boolean isOfAProcess(Path log) {
        return log.toString().endsWith(".log") && !log.endsWith("supervisor.log");
    }

    private void keepState() {
        folder.keepRunState(new RunState(ProcessIdentity.self(), phase, endpoint(), supervisor.describe()));
    }

    private void closeQuietly() {
        try {
            close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends all processes in order and gives the folder back. */
    @Override
    public synchronized void close() throws InterruptedException {
        if (closed) {
            return;
        }
        closed = true;
        phase = "stopping";
        preparation.end();
        supervisor.close();
        new Orphans(folder).endDatabase();
        phase = "stopped";
        try {
            keepState();
        } finally {
            lock.close();
        }
    }

    /** The settings as they are after the start: ports, and the token. */
    public Settings settings() {
        return folder.settings();
    }
}
