package io.dyff.parts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * The PostgreSQL at hand. A server reads the data of its own major version only, and says so in its own log alone.
 *
 * @param programs where the library unpacks
 */
record PostgresVersion(Path programs) {

    /** The last unpacked server. */
    Path server() throws IOException {
        try (Stream<Path> versions = Files.list(programs)) {
            return versions.map(version -> version.resolve("bin/postgres"))
                    .filter(Files::isExecutable)
                    .max(Comparator.comparingLong(
                            file -> file.toFile().getParentFile().lastModified()))
                    .orElseThrow(() -> new IOException(programs + " holds no PostgreSQL"));
        }
    }

    /** @throws IllegalStateException when the data are of another major version, with the ways on */
    void requireSame(Path data) {
        try {
            String stored = Files.readString(data.resolve("PG_VERSION")).strip();
            String major = major();
            if (!stored.equals(major)) {
                throw new IllegalStateException(
                        "the data in " + data + " are of PostgreSQL " + stored + ", and this is "
                                + major
                                + ", which cannot read them: take them along with pg_dumpall, run by the release that"
                                + " made them, and psql on a new data folder; or end this folder with `dyff reset` and start anew");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the version of the database in " + data + " cannot be read", e);
        }
    }

    private String major() throws IOException {
        Process process = new ProcessBuilder(server().toString(), "--version")
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        // Such as: postgres (PostgreSQL) 18.1
        return said.substring(said.lastIndexOf(' ') + 1).split("[.]")[0];
    }
}
