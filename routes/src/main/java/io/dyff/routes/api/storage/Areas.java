package io.dyff.routes.api.storage;

import io.dyff.routes.kind.Kind;
import java.net.URI;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Where the files of each kind are: {@code dyff.resources.<area>.storage.url}, such as {@code s3://dyff/datasets}. */
public final class Areas {
    private final Function<String, @Nullable String> settings;

    /** @param settings the value of a setting, null when it is not set */
    public Areas(Function<String, @Nullable String> settings) {
        this.settings = settings;
    }

    /**
     * A place in a bucket.
     *
     * @param prefix of all keys there; ends in a slash
     */
    public record Root(String bucket, String prefix) {
        public String key(String path) {
            return prefix + path;
        }
    }

    /** The folder of one entity's files. */
    public Root of(Kind kind, String id) {
        Kind.Storage storage = kind.storage();
        if (storage == null) {
            throw new IllegalArgumentException(kind.name() + " has no files");
        }
        return of(storage.area(), id);
    }

    /** The folder of what an area keeps for one entity. */
    public Root of(String area, String id) {
        String setting = "dyff.resources." + area + ".storage.url";
        String text = settings.apply(setting);
        URI url = URI.create(text == null ? "s3://dyff/" + area : text);
        if (!"s3".equals(url.getScheme()) || url.getHost() == null) {
            throw new IllegalArgumentException(setting + " is " + text + "; it must look like s3://bucket/folder");
        }
        String folder = Objects.requireNonNullElse(url.getPath(), "").replaceAll("^/+|/+$", "");
        return new Root(url.getHost(), (folder.isEmpty() ? "" : folder + "/") + id + "/");
    }

    /** The folder that downloads list. */
    public Root downloads(Kind kind, String id) {
        Root root = of(kind, id);
        String below = Objects.requireNonNull(kind.storage()).below();
        return below.isEmpty() ? root : new Root(root.bucket(), root.prefix() + below + "/");
    }
}
