package io.dyff.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Makes the zip for one machine. */
@Command(
        name = "zip",
        mixinStandardHelpOptions = true,
        description = "Makes a zip of the platform for machines of this system and architecture.")
public final class ZipMain implements Callable<Integer> {

    @Option(names = "--root", required = true, description = "The project.")
    private Path root = Path.of("");

    @Option(names = "--build", required = true, description = "Folder with the jar and the class path of each module.")
    private Path build = Path.of("");

    @Option(names = "--output", required = true, description = "The zip; the folder in it has its name.")
    private Path output = Path.of("");

    /** Runs the command and exits with its code. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new ZipMain()).execute(args));
    }

    @Override
    public Integer call() throws IOException {
        Path zip = output.toAbsolutePath();
        Files.createDirectories(zip.getParent());
        String folder = zip.getFileName().toString().replaceFirst("[.]zip$", "");
        new MachineZip(root.toAbsolutePath(), build.toAbsolutePath(), folder).write(zip);
        System.out.printf("%s: %d MiB%n", zip, Files.size(zip) >> 20);
        return CommandLine.ExitCode.OK;
    }
}
