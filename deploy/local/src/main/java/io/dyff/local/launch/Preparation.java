package io.dyff.local.launch;

import io.dyff.local.instance.DataFolder;
import io.dyff.local.instance.LocalException;
import io.dyff.local.instance.Settings;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What must exist before the services start: schema, topics, the account {@code test} and its token. */
final class Preparation {
    private static final Logger LOG = LoggerFactory.getLogger(Preparation.class);
    static final String ACCOUNT = "test";
    private final DataFolder folder;
    private final Project project;
    private final Administration administration;

    Preparation(DataFolder folder, Project project) {
        this.folder = folder;
        this.project = project;
        this.administration = new Administration(folder, project);
    }

    /** Done once per data folder and build: a second start of the same build finds everything there. */
    boolean isDone() {
        Settings settings = folder.settings();
        return settings.token() != null
                && project.buildId().isPresent()
                && project.buildId().get().equals(settings.prepared());
    }

    void run() {
        if (isDone()) {
            LOG.info("database and topics are those of this build");
            return;
        }
        CompletableFuture<Void> topics = CompletableFuture.runAsync(() -> run("topics", "create"), this::thread);
        CompletableFuture<Void> database = CompletableFuture.runAsync(this::database, this::thread);
        try {
            CompletableFuture.allOf(topics, database).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof LocalException known ? known : e;
        }
        project.buildId().ifPresent(folder::keepPrepared);
    }

    private void database() {
        run("db", "migrate");
        if (folder.settings().token() == null) {
            folder.keepToken(run("token", "create", "--account", ACCOUNT, "--role", "Admin")
                    .strip());
        }
    }

    private String run(String... arguments) {
        try {
            return administration.run(List.of(arguments));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw LocalException.failed("interrupted while the platform was prepared");
        }
    }

    /** Ends what still runs. */
    void end() throws InterruptedException {
        administration.end();
    }

    private void thread(Runnable task) {
        Thread.startVirtualThread(task);
    }
}
