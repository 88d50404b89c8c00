package io.dyff.operator.steps.evidence;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What leads from one leaf to the root: RFC 6962 section 2.1.1. Leaves are counted from 0. */
final class AuditPath {

    /** A subtree beside the way up, as far as its leaves have come. */
    private record Beside(long from, long to, MerkleRoot root) {}

    private final List<Beside> leafUp = new ArrayList<>();
    private long seen;

    /** The path of a leaf in a tree whose leaves are to be added one after the other. */
    AuditPath(long leaf, long size) {
        collect(leaf, 0, size);
    }

    private void collect(long leaf, long from, long to) {
        if (to - from < 2) {
            return;
        }
        long middle = from + split(to - from);
        if (leaf < middle) {
            collect(leaf, from, middle);
            leafUp.add(new Beside(middle, to, new MerkleRoot()));
        } else {
            collect(leaf, middle, to);
            leafUp.add(new Beside(from, middle, new MerkleRoot()));
        }
    }

    /** The largest power of two that is smaller than a size of at least 2. */
    private static long split(long size) {
        return Long.highestOneBit(size - 1);
    }

    void add(byte[] leafHash) {
        for (Beside subtree : leafUp) {
            if (subtree.from <= seen && seen < subtree.to) {
                subtree.root.add(leafHash);
            }
        }
        seen++;
    }

    /** The hashes, from the leaf up. */
    List<byte[]> hashes() {
        return leafUp.stream().map(subtree -> subtree.root.root()).toList();
    }

    /** The root that a leaf has by such hashes; empty when a tree of this size has no such path. */
    static Optional<byte[]> root(byte[] leafHash, long leaf, long size, List<byte[]> path) {
        if (leaf < 0 || leaf >= size) {
            return Optional.empty();
        }
        if (size == 1) {
            return path.isEmpty() ? Optional.of(leafHash) : Optional.empty();
        }
        if (path.isEmpty()) {
            return Optional.empty();
        }
        var hash = new MerkleHash();
        List<byte[]> below = path.subList(0, path.size() - 1);
        byte[] beside = path.getLast();
        long middle = split(size);
        return leaf < middle
                ? root(leafHash, leaf, middle, below).map(left -> hash.node(left, beside))
                : root(leafHash, leaf - middle, size - middle, below).map(right -> hash.node(beside, right));
    }
}
