package io.dyff.local.routes;

import io.dyff.local.instance.ExitCode;
import io.dyff.local.instance.LocalException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The difference of two texts as people read it, by the system's own program. */
public final class TextDifference {

    private TextDifference() {}

    /**
     * Compares texts.
     *
     * @param name of the file
     * @return in the unified form, empty when they are equal
     */
    public static String of(String name, String before, String after) throws InterruptedException {
        try {
            Path left = Files.createTempFile("dyff-", ".before");
            Path right = Files.createTempFile("dyff-", ".after");
            try {
                Files.writeString(left, before);
                Files.writeString(right, after);
                Process diff = new ProcessBuilder(
                                "diff",
                                "-u",
                                "-L",
                                "serves/" + name,
                                "-L",
                                "new/" + name,
                                left.toString(),
                                right.toString())
                        .start();
                String said = new String(diff.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                diff.waitFor();
                return said;
            } finally {
                Files.delete(left);
                Files.delete(right);
            }
        } catch (IOException e) {
            throw new LocalException(ExitCode.UNAVAILABLE, "the program `diff` cannot be run: " + e.getMessage(), e);
        }
    }
}
