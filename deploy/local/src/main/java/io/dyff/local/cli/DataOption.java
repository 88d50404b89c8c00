package io.dyff.local.cli;

import io.dyff.local.instance.DataFolder;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Names the instance a command is about. */
final class DataOption {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "The instance's data folder (default: $XDG_DATA_HOME/dyff/default).")
    private @Nullable Path data;

    Path path() {
        return data == null ? DataFolder.standard() : data;
    }

    /** The folder; empty when none was named and the usual one is no instance yet. */
    Optional<DataFolder> ifThere() {
        return data != null || DataFolder.isInstance(path()) ? Optional.of(existing()) : Optional.empty();
    }

    DataFolder existing() {
        return DataFolder.existing(path());
    }

    DataFolder create() {
        return DataFolder.create(path());
    }
}
