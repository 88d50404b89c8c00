package io.dyff.node.image;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The program that stands for an image: one entry of a mapping file.
 *
 * @param name the image's repository, without host and tag
 * @param digests digests it stands for; empty means every one
 * @param command program and first arguments: the image's entry point
 * @param prepare what makes the program ready before its first start; empty when nothing does
 * @param workingDir folder to start in; the pod's own by default
 * @param env environment that the image brings along
 * @param description one sentence for people
 */
public record ImageProgram(
        @JsonProperty(required = true) String name,
        List<String> digests,
        @JsonProperty(required = true) List<String> command,
        List<String> prepare,
        @Nullable String workingDir,
        Map<String, String> env,
        @Nullable String description) {

    public ImageProgram {
        digests = digests == null ? List.of() : List.copyOf(digests);
        command = command == null ? List.of() : List.copyOf(command);
        prepare = prepare == null ? List.of() : List.copyOf(prepare);
        env = env == null ? Map.of() : Map.copyOf(env);
    }

    boolean standsFor(ImageReference image) {
        return name.equals(image.repository())
                && (digests.isEmpty() || image.digest() == null || digests.contains(image.digest()));
    }

    /** The same program with every placeholder replaced. */
    ImageProgram filled(Placeholders placeholders) {
        Map<String, String> filledEnv = new java.util.TreeMap<>();
        env.forEach((key, value) -> filledEnv.put(key, placeholders.fill(value)));
        return new ImageProgram(
                name,
                digests,
                command.stream().map(placeholders::fill).toList(),
                prepare.stream().map(placeholders::fill).toList(),
                workingDir == null ? null : placeholders.fill(workingDir),
                filledEnv,
                description);
    }
}
