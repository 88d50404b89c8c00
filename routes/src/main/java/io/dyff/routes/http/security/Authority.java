package io.dyff.routes.http.security;

/** On whose say something is done: what it may use, and what it may know of. */
public interface Authority {

    /** True when it may do this with exactly this entity. */
    boolean may(String resource, String function, String account, String id);

    /** True when it may know that the entity exists. */
    boolean sees(String resource, String account, String id);
}
