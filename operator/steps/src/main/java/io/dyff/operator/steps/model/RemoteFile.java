package io.dyff.operator.steps.model;

import io.dyff.operator.steps.StepFailure;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A file of a repository.
 *
 * @param path relative, with slashes
 * @param size in bytes, when the hub's list has it
 * @param digest in hexadecimal digits, when the hub's list has it: SHA-256 of the content (64), or git's id of it (40)
 */
record RemoteFile(String path, Optional<Long> size, Optional<String> digest) {

    /** @throws StepFailure when the path could lead out of the folder it belongs into */
    static RemoteFile of(String path, Optional<Long> size, Optional<String> digest) throws StepFailure {
        boolean relative = Arrays.stream(path.split("/", -1))
                .noneMatch(part -> List.of("", ".", "..").contains(part));
        boolean plain = path.chars().noneMatch(c -> c == '\\' || Character.isISOControl(c))
                && StandardCharsets.UTF_8.newEncoder().canEncode(path);
        if (!relative || !plain) {
            throw new StepFailure(
                    FetchExit.UNUSABLE_INPUT, "The repository has a file that no folder can hold: " + path);
        }
        return new RemoteFile(path, size, digest);
    }
}
