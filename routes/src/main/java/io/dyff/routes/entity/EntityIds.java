package io.dyff.routes.entity;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

/** Ids of entities: 32 lower-case hexadecimal digits. Source: contract/schema.md section 16.1. */
public final class EntityIds {
    /** Marks what belongs to something else; never stored. */
    public static final String NULL = "0".repeat(32);

    private EntityIds() {}

    /** A new id, a uuid4. */
    public static String random() {
        return hex(UUID.randomUUID());
    }

    /**
     * The id of a request that carries an idempotency key: uuid4-shaped, the same for the same three texts, so that a
     * repeat finds its entity without a table.
     */
    public static String derived(String account, String operation, String key) {
        byte[] digest = digest("SHA-256", join(account, operation, key));
        return hex(shaped(digest, 4));
    }

    /** uuid5 of a name within a namespace. */
    public static String namespaced(String namespace, String name) {
        byte[] text = name.getBytes(UTF_8);
        ByteBuffer input = ByteBuffer.allocate(16 + text.length);
        input.put(HexFormat.of().parseHex(namespace)).put(text);
        return hex(shaped(digest("SHA-1", input.array()), 5));
    }

    /** The id of what is known by a key: each field is a name within the namespace of those before it. */
    public static String ofKey(List<String> fields) {
        String id = NULL;
        for (String field : fields) {
            id = namespaced(id, field);
        }
        return id;
    }

    private static UUID shaped(byte[] digest, int version) {
        ByteBuffer bytes = ByteBuffer.wrap(digest);
        long high = (bytes.getLong() & ~0xF000L) | ((long) version << 12);
        long low = (bytes.getLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }

    private static byte[] join(String... parts) {
        StringBuilder all = new StringBuilder();
        for (String part : parts) {
            all.append(part.length()).append(':').append(part);
        }
        return all.toString().getBytes(UTF_8);
    }

    private static byte[] digest(String algorithm, byte[] input) {
        try {
            return MessageDigest.getInstance(algorithm).digest(input);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JVM has no " + algorithm, e);
        }
    }

    private static String hex(UUID id) {
        return id.toString().replace("-", "");
    }
}
