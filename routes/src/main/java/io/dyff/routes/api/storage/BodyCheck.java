package io.dyff.routes.api.storage;

import io.dyff.routes.api.storage.ObjectUpload.Stored;
import io.dyff.routes.api.storage.ObjectUpload.Target;
import io.dyff.routes.http.problem.Problem;
import io.dyff.routes.json.Digests;
import java.security.MessageDigest;
import java.util.Base64;

/** Looks at a body as it passes, and says at its end whether it is the one that was declared. */
final class BodyCheck {
    private final Target target;
    private final MessageDigest digest;
    private long size;

    BodyCheck(Target target) {
        this.target = target;
        this.digest = Digests.of(target.declared().algorithm());
    }

    /** Refuses a body that says itself that it is too large. */
    void expect(long length) {
        if (length > target.maxBytes()) {
            throw Problem.of(413, "the body is larger than " + target.maxBytes() + " bytes")
                    .exception();
        }
    }

    void count(byte[] buffer, int bytes) {
        size += bytes;
        expect(size);
        digest.update(buffer, 0, bytes);
    }

    /** All bytes have passed: throws the answer when they must not be stored. */
    Stored complete() {
        Stored stored = new Stored(Base64.getEncoder().encodeToString(digest.digest()), size);
        target.declared().check(stored);
        // A body takes its time, and its entity may have been finalized meanwhile.
        target.stillOpen().run();
        return stored;
    }
}
