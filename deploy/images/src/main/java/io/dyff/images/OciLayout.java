package io.dyff.images;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/**
 * A folder of images as the OCI image layout has it: what several have in common is there once. Tools that copy images read
 * it ({@code oci:FOLDER:dyff/services}).
 */
final class OciLayout {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String INDEX = "application/vnd.oci.image.index.v1+json";
    private static final int BLOCK = 512;
    private static final int NAME_LENGTH = 100;
    private static final int SIZE_AT = 124;
    private static final int SIZE_LENGTH = 12;

    private final Path folder;
    private final ObjectNode index = index();

    /** @param folder must not hold another layout */
    OciLayout(Path folder) {
        this.folder = folder;
    }

    /**
     * Adds an image.
     *
     * @param name under which it is found
     * @param tars of each of its architectures, in the form of a layout
     * @return the digest by which it is pulled
     */
    String add(String name, Map<String, Path> tars) throws IOException {
        ObjectNode platforms = index();
        for (Map.Entry<String, Path> tar : tars.entrySet()) {
            JsonNode manifest = take(tar.getValue()).at("/manifests/0");
            ObjectNode entry = manifests(platforms).addObject();
            entry.set("mediaType", manifest.get("mediaType"));
            entry.set("digest", manifest.get("digest"));
            entry.set("size", manifest.get("size"));
            entry.putObject("platform").put("architecture", tar.getKey()).put("os", "linux");
        }
        byte[] text = JSON.writeValueAsBytes(platforms);
        String hash = sha256(text);
        Files.write(blobs().resolve(hash), text);
        ObjectNode entry = manifests(index).addObject();
        entry.put("mediaType", INDEX).put("digest", "sha256:" + hash).put("size", text.length);
        entry.putObject("annotations").put("org.opencontainers.image.ref.name", name);
        return "sha256:" + hash;
    }

    /** Makes the folder a layout; before, it is none. */
    void close() throws IOException {
        Files.writeString(folder.resolve("oci-layout"), "{\"imageLayoutVersion\":\"1.0.0\"}");
        JSON.writerWithDefaultPrettyPrinter()
                .writeValue(folder.resolve("index.json").toFile(), index);
    }

    /** Takes the blobs over and answers the index. */
    private JsonNode take(Path tar) throws IOException {
        JsonNode found = null;
        try (InputStream in = new BufferedInputStream(Files.newInputStream(tar))) {
            for (byte[] header = in.readNBytes(BLOCK); isEntry(header); header = in.readNBytes(BLOCK)) {
                String name = text(header, 0, NAME_LENGTH);
                long size = Long.parseLong(text(header, SIZE_AT, SIZE_LENGTH), 8);
                if (name.startsWith("blobs/sha256/")) {
                    Path blob = blobs().resolve(Path.of(name).getFileName());
                    Files.copy(new Part(in, size), blob, StandardCopyOption.REPLACE_EXISTING);
                } else {
                    byte[] content = in.readNBytes(Math.toIntExact(size));
                    found = name.equals("index.json") ? JSON.readTree(content) : found;
                }
                in.skipNBytes((BLOCK - size % BLOCK) % BLOCK);
            }
        }
        if (found == null) {
            throw new IOException(tar + " has no index.json");
        }
        return found;
    }

    private Path blobs() throws IOException {
        return Files.createDirectories(folder.resolve("blobs/sha256"));
    }

    private static ObjectNode index() {
        ObjectNode index = JSON.createObjectNode().put("schemaVersion", 2).put("mediaType", INDEX);
        index.putArray("manifests");
        return index;
    }

    private static ArrayNode manifests(ObjectNode index) {
        return (ArrayNode) index.get("manifests");
    }

    private static boolean isEntry(byte[] header) {
        return header.length == BLOCK && header[0] != 0;
    }

    private static String text(byte[] header, int at, int length) {
        return new String(header, at, length, StandardCharsets.US_ASCII).replaceAll("[\0 ].*", "");
    }

    private static String sha256(byte[] text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The next bytes of a stream, which stays open. */
    private static final class Part extends InputStream {
        private final InputStream in;
        private long left;

        Part(InputStream in, long size) {
            this.in = in;
            this.left = size;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (left == 0) {
                return -1;
            }
            int read = in.read(into, offset, (int) Math.min(left, length));
            if (read < 0) {
                throw new IOException("the archive ends in the middle of a file");
            }
            left -= read;
            return read;
        }
    }
}
