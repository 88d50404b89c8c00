package io.dyff.routes.orchestrate.admission;

/**
 * How an account shares with the others what a quota of all of them limits.
 *
 * @param weight its part of the room, in proportion to the weights of the others that wait; 1 to 1000
 * @param borrow by how many percent it may exceed its own quotas of use while nobody else wants the room; 0 to 10000
 * @param priority the most that a priority of its entities counts between accounts; 0 to 4
 */
public record Share(int weight, int borrow, int priority) {
    /** Of an account without a setting of its own. */
    public static final Share DEFAULT = new Share(1, 0, 0);

    /** What its load is divided by while the candidate is the next of the account: each step of priority doubles it. */
    double weightFor(Candidate candidate) {
        return (double) weight * (1 << Math.min(priority, candidate.priority()));
    }
}
