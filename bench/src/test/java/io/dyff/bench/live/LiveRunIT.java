package io.dyff.bench.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.dyff.local.instance.DataFolder;
import io.dyff.local.launch.Platform;
import io.dyff.local.launch.Project;
import io.dyff.local.launch.UpOptions;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The first rows of the table on a whole platform: every stage moves once, each bad edit leaves it where it is. */
@Timeout(900)
class LiveRunIT {
    private static final Logger LOG = LoggerFactory.getLogger(LiveRunIT.class);
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    /** As many as it takes for the whole of the stages. */
    private static final int EDITS = 7;

    @TempDir
    private Path scratch;

    @Test
    void shouldFailLoseAndDoubleNothingWhileEveryStageIsEdited() throws Exception {
        Project project = Project.here();
        LiveReport report;
        try (Platform platform =
                Platform.start(DataFolder.create(scratch), project, UpOptions.standard(), sentence -> {})) {
            report = new LiveRun(project, platform.folder(), LiveRun.Clients.PATIENT, PATIENCE, LOG::warn).run(EDITS);
        }
        LOG.info("{}", report.figures());
        // How soon is for a calm machine to judge: the command does.
        assertThat(report.faults()).isEmpty();
    }
}
