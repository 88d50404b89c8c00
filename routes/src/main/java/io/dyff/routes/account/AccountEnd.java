package io.dyff.routes.account;

/** The end of an account. Its row stays: its id is the owner of entities, and nobody else may become that owner. */
public final class AccountEnd {
    private final Accounts accounts;
    private final ApiKeys keys;

    public AccountEnd(Accounts accounts, ApiKeys keys) {
        this.accounts = accounts;
        this.keys = keys;
    }

    /** Deletes the account, then ends its keys, none of which counts any more in between; may be repeated. */
    public void of(String account) {
        accounts.put(account, AccountStatus.Deleted, null, null);
        keys.revokeAll(account);
    }
}
