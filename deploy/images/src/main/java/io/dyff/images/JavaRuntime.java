package io.dyff.images;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The Java that runs this program, cut down to what the platform uses, with this machine's C libraries beside it. */
final class JavaRuntime {
    /** In the root of the image. */
    static final String HOME = "opt/java";

    private static final String MODULES = String.join(
            ",",
            "java.base,java.compiler,java.desktop,java.instrument,java.logging,java.management,java.naming,java.net.http",
            "java.rmi,java.scripting,java.security.jgss,java.security.sasl,java.sql,java.transaction.xa,java.xml",
            "jdk.crypto.ec,jdk.httpserver,jdk.jfr,jdk.localedata,jdk.management,jdk.naming.dns,jdk.net,jdk.unsupported",
            "jdk.zipfs");

    /** Of windows, fonts and sounds, whose own libraries nobody has on a server. */
    private static final Pattern UNUSED = Pattern.compile(
            "lib(awt_xawt|fontmanager|freetype|jawt|jsound|splashscreen|lcms|javajpeg|mlib_image)\\.so");

    /** What the databases and compressors in the jars ask for. */
    private static final List<String> OF_JARS = List.of("libstdc++.so.6", "libgcc_s.so.1", "libm.so.6");

    /** A line of ldd: the name that is asked for and the file that is found, or the loader alone. */
    private static final Pattern FOUND = Pattern.compile("(?m)^\\s+(?:\\S+ => )?(/\\S+) \\(0x");

    private final Path root;

    /** @param root becomes the root of the image; is made anew */
    JavaRuntime(Path root) {
        this.root = root;
    }

    /** Fills the folder. */
    void make() throws IOException, InterruptedException {
        Path home = root.resolve(HOME);
        Files.createDirectories(home.getParent());
        run(
                Path.of(System.getProperty("java.home"), "bin", "jlink").toString(),
                "--add-modules=" + MODULES,
                "--strip-debug",
                "--no-header-files",
                "--no-man-pages",
                "--compress=zip-6",
                "--output=" + home);
        try (Stream<Path> files = Files.walk(home)) {
            for (Path unused : files.filter(file ->
                            UNUSED.matcher(file.getFileName().toString()).matches())
                    .toList()) {
                Files.delete(unused);
            }
        }
        for (String library : libraries(home)) {
            Path target = root.resolve(library.substring(1));
            Files.createDirectories(target.getParent());
            Files.copy(Path.of(library), target);
        }
        identify();
    }

    /** Who the process is, for libraries that ask. */
    private void identify() throws IOException {
        Path passwd = root.resolve("etc/passwd");
        Files.createDirectories(passwd.getParent());
        Files.writeString(passwd, "dyff:x:%1$s:%1$s::/tmp:/none\n".formatted(Images.USER), StandardCharsets.UTF_8);
    }

    private static Set<String> libraries(Path home) throws IOException, InterruptedException {
        Set<String> found = new TreeSet<>();
        List<String> programs =
                new ArrayList<>(List.of("ldd", home.resolve("bin/java").toString()));
        try (Stream<Path> files = Files.walk(home.resolve("lib"))) {
            files.filter(file -> file.toString().endsWith(".so"))
                    .map(Path::toString)
                    .forEach(programs::add);
        }
        FOUND.matcher(run(programs.toArray(String[]::new)))
                .results()
                .map(MatchResult::group)
                .map(line -> line.strip().replaceAll("^\\S+ => | \\(0x$", ""))
                .filter(file -> !Path.of(file).startsWith(home))
                .forEach(found::add);
        found.addAll(ofJars());
        return found;
    }

    /** Where the loader of this machine has them. */
    private static List<String> ofJars() throws IOException, InterruptedException {
        List<String> files = new ArrayList<>();
        for (String line : run("ldconfig", "-p").lines().toList()) {
            String[] parts = line.strip().split(" .*=> ", 2);
            if (parts.length == 2
                    && OF_JARS.contains(parts[0])
                    && files.stream().noneMatch(f -> f.endsWith(parts[0]))) {
                files.add(parts[1]);
            }
        }
        if (files.size() != OF_JARS.size()) {
            throw new IOException("of the libraries " + OF_JARS + " this machine has only " + files);
        }
        return files;
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(command[0] + " ended with " + process.exitValue() + ": " + out);
        }
        return out;
    }
}
