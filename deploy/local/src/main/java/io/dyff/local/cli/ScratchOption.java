package io.dyff.local.cli;

import io.dyff.local.instance.DataFolder;
import io.dyff.local.instance.ExitCode;
import io.dyff.local.instance.LocalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A folder for one run, which goes when the run was good and nobody asked to keep it. */
public final class ScratchOption {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Use this folder instead of a scratch folder, and keep it.")
    private @Nullable Path data;

    @Option(names = "--keep", description = "Keep the scratch folder: `dyff up --data` goes on with it.")
    private boolean keep;

    /** Makes it; temporary ones get a name that begins so. */
    public DataFolder create(String prefix) {
        if (data != null) {
            return DataFolder.create(data);
        }
        try {
            return DataFolder.create(Files.createTempDirectory(prefix));
        } catch (IOException e) {
            throw new LocalException(
                    ExitCode.FOLDER,
                    "no scratch folder can be made in " + System.getProperty("java.io.tmpdir") + ": " + e.getMessage(),
                    e);
        }
    }

    /** The run was good. */
    public void forget(DataFolder folder, Progress progress) {
        if (data == null && !keep) {
            folder.delete();
        } else {
            progress.say("kept " + folder.path());
        }
    }
}
