package io.dyff.operator.steps.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.dyff.operator.steps.storage.Sha256;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 6962 section 2.1. Inputs and roots are those of the tests of github.com/google/certificate-transparency. */
class MerkleTest {

    private static final List<String> INPUTS =
            List.of("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f");

    private final MerkleHash hash = new MerkleHash();

    private byte[] leaf(int i) {
        return hash.leaf("leaf " + i);
    }

    private List<byte[]> leaves(int size) {
        List<byte[]> leaves = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            leaves.add(leaf(i));
        }
        return leaves;
    }

    private static byte[] root(List<byte[]> leaves) {
        var root = new MerkleRoot();
        leaves.forEach(root::add);
        return root.root();
    }

    private static List<byte[]> path(List<byte[]> leaves, int leaf) {
        var path = new AuditPath(leaf, leaves.size());
        leaves.forEach(path::add);
        return path.hashes();
    }

    /** The definition, word for word. */
    private byte[] defined(List<byte[]> leaves) {
        if (leaves.size() == 1) {
            return leaves.getFirst();
        }
        int split = 1;
        while (split * 2 < leaves.size()) {
            split *= 2;
        }
        return hash.node(defined(leaves.subList(0, split)), defined(leaves.subList(split, leaves.size())));
    }

    @ParameterizedTest
    @CsvSource({
        "0, e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "1, 6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "2, fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "3, aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "4, d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "5, 4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "6, 76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "7, ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "8, 5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"
    })
    void shouldHaveTheKnownRoots(int size, String expected) {
        List<byte[]> leaves = INPUTS.subList(0, size).stream()
                .map(input -> hash.leaf(HexFormat.of().parseHex(input)))
                .toList();
        assertThat(Sha256.hex(root(leaves))).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 31, 32, 33, 100, 1000, 1023, 1025})
    void shouldMakeInAStreamWhatTheDefinitionSays(int size) {
        List<byte[]> leaves = leaves(size);
        assertThat(root(leaves)).isEqualTo(defined(leaves));
    }

    @Test
    void shouldProveEachLeafOfEachTreeAndNothingElse() {
        int mutated = 0;
        for (int size = 1; size <= 64; size++) {
            List<byte[]> leaves = leaves(size);
            byte[] root = root(leaves);
            for (int at = 0; at < size; at++) {
                List<byte[]> path = path(leaves, at);
                assertThat(leads(leaves.get(at), at, size, path, root)).isTrue();
                mutated += mutations(leaves, at, path, root);
            }
        }
        assertThat(mutated).isGreaterThan(10_000);
    }

    private int mutations(List<byte[]> leaves, int at, List<byte[]> path, byte[] root) {
        int size = leaves.size();
        int tried = 0;
        for (int other = 0; other < size; other++) {
            if (other != at) {
                assertThat(leads(leaves.get(at), other, size, path, root)).isFalse();
                assertThat(leads(leaves.get(other), at, size, path, root)).isFalse();
                tried += 2;
            }
        }
        for (int i = 0; i < path.size(); i++) {
            List<byte[]> wrong = new ArrayList<>(path);
            wrong.set(i, flipped(path.get(i), at % 32));
            assertThat(leads(leaves.get(at), at, size, wrong, root)).isFalse();
            wrong.remove(i);
            assertThat(leads(leaves.get(at), at, size, wrong, root)).isFalse();
            tried += 2;
        }
        List<byte[]> longer = new ArrayList<>(path);
        longer.add(root);
        assertThat(leads(leaves.get(at), at, size, longer, root)).isFalse();
        assertThat(leads(flipped(leaves.get(at), 3), at, size, path, root)).isFalse();
        assertThat(leads(leaves.get(at), -1, size, path, root)).isFalse();
        assertThat(leads(leaves.get(at), size, size, path, root)).isFalse();
        return tried + 4;
    }

    private static boolean leads(byte[] leaf, long at, long size, List<byte[]> path, byte[] root) {
        return AuditPath.root(leaf, at, size, path)
                .filter(found -> Arrays.equals(found, root))
                .isPresent();
    }

    private static byte[] flipped(byte[] bytes, int at) {
        byte[] other = bytes.clone();
        other[at] ^= 1;
        return other;
    }
}
