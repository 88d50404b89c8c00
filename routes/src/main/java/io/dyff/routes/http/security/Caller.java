package io.dyff.routes.http.security;

import io.dyff.routes.http.problem.Problem;
import io.dyff.routes.kind.operation.Operation;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The holder of a verified token.
 *
 * @param subject whom the token stands for, such as {@code Account/test}
 * @param tokenId the token's id
 * @param grants what it may do
 */
public record Caller(String subject, String tokenId, List<Grant> grants) implements Authority {

    public Caller {
        grants = List.copyOf(grants);
    }

    /** Subject and token, as events name them: {@code Account/<account>/tokens/<id>}. */
    public String authId() {
        return subject + "/tokens/" + tokenId;
    }

    /** True when one grant gives everything on everything. */
    public boolean isAdministrator() {
        return grants.stream().anyMatch(Grant::isEverything);
    }

    /** True when the token is one of the account's own. */
    public boolean isAccount(String account) {
        return subject.equals(Token.subjectOf(account));
    }

    /** True when some grant names the function on the resource: the check before any database read. */
    public boolean mayCall(String resource, String function) {
        return grants.stream().anyMatch(g -> g.names(resource, function));
    }

    /**
     * The gate before every operation: refuses a caller whom no grant names its function. A query is answered with what the
     * caller may see, which may be nothing, so it takes any grant on the resource.
     */
    public void require(Operation.Grant grant) {
        boolean may = grant.isQuery() ? knows(grant.resource()) : mayCall(grant.resource(), grant.function());
        if (!may) {
            throw Problem.forbidden("the token grants no " + grant.function() + " on " + grant.resource())
                    .exception();
        }
    }

    /**
     * Refuses the function on exactly this one. What the caller may not see is the same 404 as what does not exist; 403 is
     * for those who may see it and not do this.
     *
     * @param account the owner
     */
    public void authorize(String resource, String function, String account, String id) {
        if (!sees(resource, account, id)) {
            throw Problem.notFound().exception();
        }
        if (!may(resource, function, account, id)) {
            throw Problem.forbidden("the token grants no " + function + " on " + resource + "/" + id)
                    .exception();
        }
    }

    /** True when some grant names the resource at all. */
    public boolean knows(String resource) {
        return grants.stream().anyMatch(g -> g.names(resource));
    }

    /** True when one grant gives the function on exactly this entity. */
    @Override
    public boolean may(String resource, String function, String account, String id) {
        return grants.stream().anyMatch(g -> g.names(resource, function) && g.means(account, id));
    }

    /** True when one grant gives the function on the entity by its id; grants on its account do not count. */
    public boolean mayById(String resource, String function, String id) {
        return grants.stream().anyMatch(g -> g.names(resource, function) && g.meansById(id));
    }

    /** True when the caller may know that the entity exists: some function on it is granted. */
    @Override
    public boolean sees(String resource, String account, String id) {
        return grants.stream().anyMatch(g -> g.names(resource) && g.means(account, id));
    }

    /** Which entities of the resource a function reaches. Source: contract/api.md section 5.5. */
    public Scope scope(String resource, String function) {
        Set<String> accounts = new LinkedHashSet<>();
        Set<String> entities = new LinkedHashSet<>();
        for (Grant grant : grants) {
            if (grant.names(resource, function)) {
                accounts.addAll(grant.accounts());
                entities.addAll(grant.entities());
            }
        }
        return new Scope(accounts, entities);
    }

    /**
     * Owners and ids within reach of a function.
     *
     * @param accounts owners, or a set with {@code *}
     * @param entities ids, or a set with {@code *}
     */
    public record Scope(Set<String> accounts, Set<String> entities) {
        public Scope {
            accounts = Set.copyOf(accounts);
            entities = Set.copyOf(entities);
        }

        public boolean isEverything() {
            return accounts.contains("*") || entities.contains("*");
        }

        public boolean isNothing() {
            return accounts.isEmpty() && entities.isEmpty();
        }
    }
}
