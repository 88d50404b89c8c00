package io.dyff.routes.api.registry;

import io.dyff.routes.api.storage.Areas;
import io.dyff.routes.host.data.DataFiles;
import io.dyff.routes.http.security.Caller;
import io.dyff.routes.kind.Kind;
import io.dyff.routes.kind.Kinds;
import io.dyff.routes.kind.Statuses;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Finds the entity that a path of the registry names, and checks that the caller may do this with it. */
final class Repositories {
    private final Kinds kinds;
    private final Areas areas;
    private final JdbcClient jdbc;
    private final String select;

    Repositories(Kinds kinds, Areas areas, JdbcClient jdbc, DataFiles files) {
        this.kinds = kinds;
        this.areas = areas;
        this.jdbc = jdbc;
        this.select = files.text("select-entity-owner.sql");
    }

    /** For a caller who may read the entity's files. */
    Repository toPull(RegistryPath path, Caller caller) {
        Found found = find(path, caller, "data");
        return new Repository(path, areas.of(found.kind, path.id()));
    }

    /** For a caller who may upload, while the entity waits for its image. */
    Repository toPush(RegistryPath path, Caller caller) {
        Found found = find(path, caller, "create");
        if (!Statuses.takesUploads(found.status)) {
            throw new RegistryException(
                    409,
                    "DENIED",
                    found.kind.name() + " " + path.id() + " is " + found.status + " and takes no images");
        }
        return new Repository(path, areas.of(found.kind, path.id()));
    }

    private Found find(RegistryPath path, Caller caller, String function) {
        Kind kind = kinds.withImages(path.resource()).orElseThrow(RegistryException::unknownName);
        Found found = read(kind, path.id())
                .filter(row -> caller.sees(kind.resource(), row.account, path.id()))
                .orElseThrow(RegistryException::unknownName);
        if (!caller.may(kind.resource(), function, found.account, path.id())) {
            throw new RegistryException(
                    403, "DENIED", "the token grants no " + function + " on " + kind.resource() + "/" + path.id());
        }
        return found;
    }

    private Optional<Found> read(Kind kind, String id) {
        return jdbc.sql(select)
                .param("id", id)
                .param("kind", kind.name())
                .query((row, number) -> new Found(kind, row.getString("account"), row.getString("status")))
                .optional();
    }

    private record Found(Kind kind, String account, String status) {}
}
