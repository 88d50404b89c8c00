package io.dyff.node.container;

import java.io.IOException;
import java.util.Optional;

/** Starts the next run of a container, or takes over the last one. */
public final class Launch {

    private final PodFolder folder;
    private final SupervisorScript supervisor;

    public Launch(PodFolder folder, SupervisorScript supervisor) {
        this.folder = folder;
        this.supervisor = supervisor;
    }

    /**
     * The last run that an earlier agent started, whether it still runs or has ended meanwhile. Empty when there was none,
     * or when it was never carried out: then it never will be.
     */
    public Optional<ContainerProcess> takeOver(String container) {
        return folder.latestAttempt(container)
                .filter(attempt -> !attempt.giveUp())
                .map(supervisor::adopt);
    }

    /** Starts a program. */
    public ContainerProcess start(String container, ProgramSpec spec) throws IOException {
        AttemptFolder attempt = folder.nextAttempt(container);
        try {
            return supervisor.launch(spec, attempt);
        } catch (IOException failed) {
            attempt.giveUp();
            throw failed;
        }
    }
}
