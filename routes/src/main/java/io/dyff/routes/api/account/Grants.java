package io.dyff.routes.api.account;

import io.dyff.routes.http.problem.Problem;
import io.dyff.routes.http.security.Grant;
import java.util.List;

/** The bound of what can be given away. Source: contract/api.md section 4.5. */
final class Grants {
    private Grants() {}

    /** Refuses, with 403, a grant that no single one of the holder's allows. */
    static void requireWithin(String holder, List<Grant> held, List<Grant> wanted) {
        Grant.beyond(held, wanted).ifPresent(grant -> {
            throw Problem.forbidden("what " + holder + " grants does not include " + grant.toJson())
                    .exception();
        });
    }
}
