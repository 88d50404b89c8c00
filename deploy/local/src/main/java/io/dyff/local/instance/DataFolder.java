package io.dyff.local.instance;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.dyff.node.container.FolderTree;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The folder of one instance: where its files are, its settings, and the lock of whoever runs it. */
public final class DataFolder {
    private static final String SETTINGS = "instance.json";
    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private final Path path;

    private DataFolder(Path path) {
        this.path = path;
    }

    /** The folder itself when a link is named: what is deleted or locked must be the data and not the link. */
    private static DataFolder at(Path path) {
        try {
            return new DataFolder(path.toRealPath());
        } catch (IOException notThere) {
            return new DataFolder(path.toAbsolutePath().normalize());
        }
    }

    /** The folder used when none is named: {@code $XDG_DATA_HOME/dyff/default}. */
    public static Path standard() {
        String base = System.getenv("XDG_DATA_HOME");
        Path home = base == null || base.isBlank()
                ? Path.of(System.getProperty("user.home"), ".local", "share")
                : Path.of(base);
        return home.resolve("dyff").resolve("default");
    }

    /**
     * Opens the folder for a start: makes it when it is missing or empty.
     *
     * @throws LocalException when it holds something else, or cannot be written
     */
    public static DataFolder create(Path path) {
        DataFolder folder = at(path);
        folder.refuseForeign();
        folder.make();
        if (!Files.exists(folder.file(SETTINGS))) {
            folder.write(folder.file(SETTINGS), fresh());
        }
        return folder;
    }

    /** True when an instance has used the folder before. */
    public static boolean isInstance(Path path) {
        return Files.isRegularFile(path.resolve(SETTINGS));
    }

    /** Opens a folder that an instance has used before. */
    public static DataFolder existing(Path path) {
        DataFolder folder = at(path);
        if (!Files.isRegularFile(folder.file(SETTINGS))) {
            throw new LocalException(
                    ExitCode.FOLDER,
                    folder.path + " is not the data folder of an instance: it has no " + SETTINGS
                            + "; name the folder given to `dyff up` with --data");
        }
        return folder;
    }

    public Path path() {
        return path;
    }

    public Path file(String name) {
        return path.resolve(name);
    }

    public Path log(String process) {
        return path.resolve("logs").resolve(process + ".log");
    }

    /** Files that take the place of shipped ones; the services follow it. */
    public Path overrides() {
        return path.resolve("overrides");
    }

    /** How the instance's Kubernetes is reached: the user's own file, where one was given. */
    public Path kubeconfig() {
        String given = settings().kubeconfig();
        return given == null ? path.resolve("kubeconfig") : Path.of(given);
    }

    public Settings settings() {
        Settings settings = read(file(SETTINGS), new TypeReference<>() {});
        if (settings.version() != Settings.VERSION) {
            throw new LocalException(
                    ExitCode.FOLDER,
                    path + " was made by another version (" + settings.version() + ", this one reads "
                            + Settings.VERSION + "): use the launcher that made it, or `dyff reset --data " + path
                            + "`");
        }
        return settings;
    }

    /**
     * Makes sure that every port is free; a taken one that nobody has written down is replaced.
     *
     * @param apiPort the port named on the command line, if any
     */
    public Settings claimPorts(@Nullable Integer apiPort) {
        Settings settings = settings();
        if (apiPort != null) {
            settings = settings.withPorts(Map.of(Ports.API, apiPort));
        }
        return save(settings.withPorts(Ports.changes(settings.ports())));
    }

    /**
     * Which Kubernetes the instance has: its first start chooses, and where its objects are it stays.
     *
     * @param asked on the command line, if at all
     * @param file of the one that is given, if asked for; the last one named is kept
     * @param usual what a first start takes that was asked for none
     * @throws LocalException when another one is asked for, or a file that cannot be read
     */
    public Kubernetes keepKubernetes(@Nullable Kubernetes asked, @Nullable Path file, Kubernetes usual) {
        Kubernetes kept = settings().kubernetes() == null
                ? Kubernetes.found(path).orElse(null)
                : settings().kubernetes();
        if (kept != null && asked != null && kept != asked) {
            throw new LocalException(
                    ExitCode.FOLDER,
                    "the objects of " + path + " are in the " + kept + " Kubernetes, where the " + asked
                            + " one would not find them: start it without --kubernetes and --kubeconfig, or name"
                            + " another folder with --data");
        }
        Kubernetes chosen = kept != null ? kept : asked != null ? asked : usual;
        save(settings().withKubernetes(chosen, chosen == Kubernetes.given ? readable(file) : null));
        return chosen;
    }

    private String readable(@Nullable Path file) {
        String named = file == null
                ? settings().kubeconfig()
                : file.toAbsolutePath().normalize().toString();
        if (named == null) {
            throw new LocalException(
                    ExitCode.USAGE, "--kubernetes given needs --kubeconfig FILE, which says where it is");
        }
        if (!Files.isReadable(Path.of(named))) {
            throw new LocalException(ExitCode.USAGE, named + " cannot be read: name a kubeconfig with --kubeconfig");
        }
        return named;
    }

    public Settings keepToken(String token) {
        return save(settings().withToken(token));
    }

    public Settings keepPrepared(String build) {
        return save(settings().withPrepared(build));
    }

    public Settings keepExamples(Examples examples) {
        return save(settings().withExamples(examples));
    }

    /**
     * Takes the folder for this process until it ends.
     *
     * @throws LocalException when another one has it
     */
    public Lock lock() {
        try {
            FileChannel channel =
                    FileChannel.open(file("run").resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock == null) {
                channel.close();
                throw inUse();
            }
            return new Lock(channel);
        } catch (java.nio.channels.OverlappingFileLockException e) {
            throw inUse();
        } catch (IOException e) {
            throw notWritable(e);
        }
    }

    /** What the supervisor of this folder last said about its processes. */
    public Optional<RunState> runState() {
        Path file = file("run").resolve("state.json");
        return Files.exists(file) ? Optional.of(read(file, new TypeReference<RunState>() {})) : Optional.empty();
    }

    public void keepRunState(RunState state) {
        write(file("run").resolve("state.json"), state);
    }

    /** Deletes all of it, read-only folders of pods too. */
    public void delete() {
        try {
            FolderTree.delete(path);
        } catch (IOException e) {
            throw notWritable(e);
        }
    }

    private LocalException inUse() {
        String by =
                runState().map(s -> " (process " + s.supervisor().pid() + ")").orElse("");
        return new LocalException(
                ExitCode.FOLDER,
                "an instance already runs in " + path + by + ": end it with `dyff down --data " + path
                        + "`, or name another folder with --data");
    }

    private void refuseForeign() {
        if (Files.exists(path) && !Files.isDirectory(path)) {
            throw new LocalException(ExitCode.FOLDER, path + " is a file: name a folder with --data");
        }
        if (!Files.isDirectory(path) || Files.exists(file(SETTINGS))) {
            return;
        }
        try (Stream<Path> entries = Files.list(path)) {
            if (entries.findAny().isPresent()) {
                throw new LocalException(
                        ExitCode.FOLDER,
                        path + " is not empty and is not the data folder of an instance: nothing was touched; name an"
                                + " empty or a new folder with --data");
            }
        } catch (IOException e) {
            throw notWritable(e);
        }
    }

    private void make() {
        try {
            Files.createDirectories(path);
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
            Files.createDirectories(path.resolve("logs"));
            Files.createDirectories(path.resolve("run"));
            Files.createDirectories(overrides());
            Files.deleteIfExists(Files.createTempFile(path, ".writable", null));
        } catch (IOException e) {
            throw notWritable(e);
        }
    }

    private LocalException notWritable(IOException e) {
        return new LocalException(
                ExitCode.FOLDER,
                "data folder " + path + " cannot be written: give this user the right to, or name another"
                        + " with --data",
                e);
    }

    private Settings save(Settings settings) {
        write(file(SETTINGS), settings);
        return settings;
    }

    private static <T> T read(Path file, TypeReference<T> type) {
        try {
            return JSON.readValue(file.toFile(), type);
        } catch (IOException e) {
            throw new LocalException(ExitCode.FOLDER, file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Whole or not at all, and for this user only: the files hold secrets. */
    private void write(Path file, Object value) {
        try {
            Path draft = Files.createTempFile(
                    file.getParent(),
                    ".draft",
                    null,
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            JSON.writeValue(draft.toFile(), value);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw notWritable(e);
        }
    }

    private static Settings fresh() {
        return new Settings(
                Settings.VERSION,
                Instant.now().toString(),
                Ports.choose(),
                Map.of(
                        "objectsAccessKey", secret(8),
                        "objectsSecretKey", secret(20),
                        "apiKeySigning", secret(32),
                        "kubernetesToken", secret(16)),
                null,
                null,
                null,
                null,
                null);
    }

    private static String secret(int bytes) {
        byte[] random = new byte[bytes];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    /** Holds the folder; the system releases it when the process dies. */
    public static final class Lock implements AutoCloseable {
        private final FileChannel channel;

        private Lock(FileChannel channel) {
            this.channel = channel;
        }

        @Override
        public void close() {
            try {
                channel.close();
            } catch (IOException e) {
                throw new LocalException(ExitCode.FOLDER, "the lock of the data folder cannot be released", e);
            }
        }
    }
}
