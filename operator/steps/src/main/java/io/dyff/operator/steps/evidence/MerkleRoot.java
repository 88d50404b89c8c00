package io.dyff.operator.steps.evidence;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The root of a Merkle tree whose leaves come one after the other: RFC 6962 section 2.1. It keeps one hash for each bit
 * that is set in their number: the roots of the full subtrees, the smallest on top.
 */
final class MerkleRoot {

    private final MerkleHash hash = new MerkleHash();
    private final Deque<byte[]> subtrees = new ArrayDeque<>();
    private long count;

    void add(byte[] leafHash) {
        byte[] node = leafHash;
        for (long full = count; (full & 1) == 1; full >>= 1) {
            node = hash.node(subtrees.pop(), node);
        }
        subtrees.push(node);
        count++;
    }

    long count() {
        return count;
    }

    /** Of the leaves so far; more may follow. */
    byte[] root() {
        if (subtrees.isEmpty()) {
            return hash.empty();
        }
        var smallestFirst = subtrees.iterator();
        byte[] root = smallestFirst.next();
        while (smallestFirst.hasNext()) {
            root = hash.node(smallestFirst.next(), root);
        }
        return root;
    }
}
