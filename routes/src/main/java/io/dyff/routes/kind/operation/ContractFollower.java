package io.dyff.routes.kind.operation;

/** Keeps what it has made of the documents of the contract, and makes it again once others are accepted. */
@FunctionalInterface
public interface ContractFollower {

    /**
     * Is called after the documents were checked, so it does not fail; the texts of all are those that are accepted now.
     *
     * @param operations of the accepted rows
     */
    void follow(Operations operations);
}
