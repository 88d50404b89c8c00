package io.dyff.routes.http.security;

import io.dyff.routes.http.problem.Problem;

/** The check of a function on exactly one entity, the same for all that answer. */
public final class Access {

    private Access() {}

    /**
     * Refuses: what the caller may not see is the same 404 as what does not exist; 403 is for those who may see it and not
     * do this.
     *
     * @param account the owner
     */
    public static void require(Caller caller, String resource, String function, String account, String id) {
        if (!caller.sees(resource, account, id)) {
            throw Problem.notFound().exception();
        }
        if (!caller.may(resource, function, account, id)) {
            throw Problem.forbidden("the token grants no " + function + " on " + resource + "/" + id)
                    .exception();
        }
    }
}
