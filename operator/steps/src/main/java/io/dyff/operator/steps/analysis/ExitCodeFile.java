package io.dyff.operator.steps.analysis;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The number that the user's container leaves for us; what it wrote is never repeated to anybody. */
final class ExitCodeFile {

    private static final int LONGEST = 8;
    private static final int UNKNOWN = 1;

    private ExitCodeFile() {}

    /** The method's exit code. Without the file, the container ended well by itself: no other lets us run. */
    static int read(Path file) throws IOException {
        OpenOption[] options = {StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS};
        try (var in = Files.newInputStream(file, options)) {
            String text = new String(in.readNBytes(LONGEST), StandardCharsets.US_ASCII).strip();
            return text.matches("\\d{1,3}") ? Integer.parseInt(text) : UNKNOWN;
        } catch (NoSuchFileException e) {
            return 0;
        } catch (FileSystemException e) {
            // A link or a folder in its place is no number.
            return UNKNOWN;
        }
    }
}
