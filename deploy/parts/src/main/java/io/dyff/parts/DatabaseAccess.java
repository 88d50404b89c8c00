package io.dyff.parts;

import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Who may use a database: whoever knows its password, which stands in its folder for the owner alone. The library makes
 * data that trust every user of the machine, and has no word for anything else.
 *
 * @param folder holds the file {@code password}
 */
record DatabaseAccess(Path folder) {
    private static final String RULES = "host all all 127.0.0.1/32 scram-sha-256\n";

    /** The superuser's password; made when there is none. */
    String password() {
        Path file = folder.resolve("password");
        try {
            if (!Files.exists(file)) {
                byte[] random = new byte[20];
                new SecureRandom().nextBytes(random);
                Files.createDirectories(folder);
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                Files.writeString(file, HexFormat.of().formatHex(random));
            }
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("the database's password in " + file + " cannot be used", e);
        }
    }

    /** Closes data that nobody serves yet to everybody without the password; once. */
    void restrict(Path data, Path programs) {
        Path rules = data.resolve("pg_hba.conf");
        try {
            if (!Files.readString(rules).equals(RULES)) {
                setPassword(data, programs);
                Files.writeString(rules, RULES);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the database in " + data + " cannot be closed to other users", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /**
     * In single-user mode: at no moment does a server listen that knows no password. It is hashed once only, not 4,096
     * times: that would make it slow to guess, which 160 random bits are anyway, and each connection as slow to open.
     */
    private void setPassword(Path data, Path programs) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        if (LinuxUtils.isUnshareAvailable()) {
            // PostgreSQL refuses to run as root.
            command.addAll(List.of("unshare", "-U"));
        }
        command.addAll(List.of(
                new PostgresVersion(programs).server().toString(), "--single", "-D", data.toString(), "postgres"));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream()
                .write("set scram_iterations = 1\nalter role postgres password '%s'\n"
                        .formatted(password())
                        .getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0 || said.contains("ERROR:")) {
            throw new IOException("the server's single-user mode failed: " + said.replace(password(), "…"));
        }
    }
}
