package io.dyff.node.pod;

import io.dyff.node.container.ContainerProcess;
import io.dyff.node.container.Launch;
import io.dyff.node.container.PodFolder;
import io.dyff.node.container.SupervisorScript;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The folders of all pods of this machine, one per uid. */
final class PodFolders {

    private static final Logger log = LoggerFactory.getLogger(PodFolders.class);
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final Path path;
    private final SupervisorScript supervisor;

    PodFolders(Path path, SupervisorScript supervisor) {
        this.path = path;
        this.supervisor = supervisor;
    }

    PodFolder of(String uid) {
        return new PodFolder(path.resolve(uid));
    }

    /**
     * Ends what still runs in the folders of pods that nobody knows, and deletes them.
     *
     * @param known asked after a folder was seen, so that a pod that began meanwhile is known
     */
    void forgetOthers(Predicate<String> known) {
        try (Stream<Path> all = Files.list(path)) {
            List<Path> others = all.filter(
                            folder -> !known.test(folder.getFileName().toString()))
                    .toList();
            for (Path folder : others) {
                log.info("clears up after a pod that is gone; uid={}", folder.getFileName());
                forgetOrComplain(new PodFolder(folder));
            }
        } catch (IOException broken) {
            throw new UncheckedIOException("cannot read " + path, broken);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** What one pod left must not keep the node from starting; the next start tries again. */
    private void forgetOrComplain(PodFolder folder) throws InterruptedException {
        try {
            forget(folder);
        } catch (RuntimeException broken) {
            log.warn("cannot clear up after a pod; folder={} problem={}", folder.path(), broken.toString());
        }
    }

    private void forget(PodFolder folder) throws InterruptedException {
        Launch launch = new Launch(folder, supervisor);
        for (String container : folder.containers()) {
            ContainerProcess left = launch.takeOver(container).orElse(null);
            if (left != null) {
                left.end(GRACE);
            }
        }
        folder.delete();
    }
}
