package io.dyff.local.launch;

import io.dyff.local.instance.DataFolder;
import io.dyff.local.instance.LocalException;
import io.dyff.local.instance.Settings;
import java.util.List;
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
        boolean hasToken = folder.settings().token() != null;
        String token = hasToken ? run("prepare") : run("prepare", "--account", ACCOUNT, "--role", "Admin");
        if (!hasToken) {
            folder.keepToken(token.strip());
        }
        project.buildId().ifPresent(folder::keepPrepared);
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
}
