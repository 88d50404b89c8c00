package io.dyff.routes.entity;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.dyff.routes.json.Digests;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

/** Ids of entities: 32 lower-case hexadecimal digits. Source: contract/schema.md section 16.1. */
public final class EntityIds {
    /** Marks what belongs to something else; never stored. */
    public static final String NULL = "0".repeat(32);

    private static final Pattern UUID4 = Pattern.compile("[0-9a-f]{12}4[0-9a-f]{3}[89ab][0-9a-f]{15}");

    private EntityIds() {}

    /** True for the id of an entity, never for the one that none has. */
    public static boolean isId(String text) {
        return text.length() == NULL.length() && text.chars().allMatch(EntityIds::isDigit) && !text.equals(NULL);
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9' || c >= 'a' && c <= 'f';
    }

    /** True for an id as {@link #random} makes them. */
    public static boolean isUuid4(String text) {
        return UUID4.matcher(text).matches();
    }

    /** A new id, a uuid4. */
    public static String random() {
        return hex(UUID.randomUUID());
    }

    /**
     * The id of a request that carries an idempotency key: uuid4-shaped, the same for the same three texts, so that a
     * repeat finds its entity without a table.
     */
    public static String derived(String account, String operation, String key) {
        byte[] digest = Digests.of("SHA-256").digest(join(account, operation, key));
        return hex(shaped(digest, 4));
    }

    /** uuid5 of a name within a namespace. */
    public static String namespaced(String namespace, String name) {
        byte[] text = name.getBytes(UTF_8);
        ByteBuffer input = ByteBuffer.allocate(16 + text.length);
        input.put(HexFormat.of().parseHex(namespace)).put(text);
        return hex(shaped(Digests.of("SHA-1").digest(input.array()), 5));
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

    private static String hex(UUID id) {
        return id.toString().replace("-", "");
    }
}
