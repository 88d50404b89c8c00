package io.dyff.routes.api.registry;

import io.dyff.routes.api.bytes.EntityStatus;
import io.dyff.routes.api.storage.Areas;
import io.dyff.routes.http.security.Caller;
import io.dyff.routes.kind.Kind;
import io.dyff.routes.kind.Kinds;
import io.dyff.routes.kind.Statuses;

/** Finds the entity that a path of the registry names, and checks that the caller may do this with it. */
final class Repositories {
    private final Kinds kinds;
    private final Areas areas;
    private final EntityStatus statuses;

    Repositories(Kinds kinds, Areas areas, EntityStatus statuses) {
        this.kinds = kinds;
        this.areas = areas;
        this.statuses = statuses;
    }

    /** For a caller who may read the entity's files. */
    Repository toPull(RegistryPath path, Caller caller) {
        Kind kind = kind(path);
        standing(kind, path, caller, "data");
        return new Repository(path, areas.of(kind, path.id()));
    }

    /** For a caller who may upload, while the entity waits for its image. */
    Repository toPush(RegistryPath path, Caller caller) {
        Kind kind = kind(path);
        String status = standing(kind, path, caller, "create").status();
        if (!Statuses.takesUploads(status)) {
            throw new RegistryException(
                    409, "DENIED", kind.name() + " " + path.id() + " is " + status + " and takes no images");
        }
        return new Repository(path, areas.of(kind, path.id()));
    }

    private Kind kind(RegistryPath path) {
        return kinds.withImages(path.resource()).orElseThrow(RegistryException::unknownName);
    }

    private EntityStatus.Standing standing(Kind kind, RegistryPath path, Caller caller, String function) {
        EntityStatus.Standing standing =
                statuses.standing(kind.name(), path.id()).orElseThrow(RegistryException::unknownName);
        caller.authorize(kind.resource(), function, standing.account(), path.id());
        return standing;
    }
}
