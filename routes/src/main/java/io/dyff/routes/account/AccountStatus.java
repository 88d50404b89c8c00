package io.dyff.routes.account;

/** What an account may still do. Source: contract/flaws.md row A38. */
public enum AccountStatus {
    /** Its tokens count. */
    Active,
    /** None of its tokens counts, and it gets no new ones; what runs goes on. */
    Suspended,
    /** The same for ever. */
    Deleted
}
