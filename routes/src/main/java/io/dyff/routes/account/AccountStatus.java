package io.dyff.routes.account;

/** What an account may still do. Source: contract/flaws.md row A38. */
public enum AccountStatus {
    /** Its tokens count. */
    Active,
    /** None of its tokens counts, it gets no new ones, and nothing new is made for it; what runs goes on. */
    Suspended,
    /** The same for ever. */
    Deleted
}
