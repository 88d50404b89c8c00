package io.dyff.operator.controller.plan;

import io.dyff.operator.api.DyffGroup;
import io.dyff.operator.api.DyffResource;
import io.dyff.operator.api.DyffSpec;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks that hold for every kind. */
public final class SpecProblems {

    /** Names of Services and values of labels end there. */
    private static final int NAME_LENGTH = 63;

    private static final Pattern ID = Pattern.compile(DyffGroup.ID_PATTERN);
    private static final Pattern ACCOUNT = Pattern.compile(DyffGroup.ACCOUNT_PATTERN);
    private static final Pattern NAME = Pattern.compile("[a-z]([-a-z0-9]*[a-z0-9])?");

    private SpecProblems() {}

    /**
     * What is wrong with the name or with the fields that all kinds have.
     *
     * @param longestSuffix what the longest name of a child adds to the resource's own
     */
    public static Optional<String> common(DyffResource<?> primary, String longestSuffix) {
        String name = primary.getMetadata().getName();
        DyffSpec spec = primary.getSpec();
        if (name.length() + longestSuffix.length() > NAME_LENGTH
                || !NAME.matcher(name).matches()) {
            return Optional.of(
                    "metadata.name: must begin with a letter, hold letters, digits and '-' only, and have at most %d characters"
                            .formatted(NAME_LENGTH - longestSuffix.length()));
        }
        if (spec == null) {
            return Optional.of("spec: is missing");
        }
        if (!isId(spec.id())) {
            return Optional.of("spec.id: must be 32 lower-case hexadecimal digits");
        }
        return spec.account() == null || !ACCOUNT.matcher(spec.account()).matches()
                ? Optional.of("spec.account: must be letters, digits, '-', '_' or '.', at most 63 of them")
                : Optional.empty();
    }

    /** Whether the text is the id of an entity. */
    public static boolean isId(@Nullable String text) {
        return text != null && ID.matcher(text).matches();
    }
}
