package io.dyff.bench.load;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.Random;

/** A large body that costs its sender little: one random block again and again. */
public final class Transfer {
    private static final int BLOCK = 1 << 20;
    private static final int TIMEOUT_MILLIS = 300_000;
    private final byte[] block = new byte[BLOCK];
    private final long bytes;
    private final String md5;

    /** @param bytes how many, rounded down to whole blocks of a MiB */
    public Transfer(long bytes) {
        new Random(1).nextBytes(block);
        this.bytes = bytes / BLOCK * BLOCK;
        this.md5 = digest();
    }

    /** The digest of the body, as base64. */
    public String md5() {
        return md5;
    }

    /** Sends the body; the MiB per second from the connection to the answer. */
    public double put(String url, Map<String, String> headers) throws IOException {
        long began = System.nanoTime();
        HttpURLConnection connection = open(url);
        connection.setRequestMethod("PUT");
        connection.setDoOutput(true);
        connection.setFixedLengthStreamingMode(bytes);
        headers.forEach(connection::setRequestProperty);
        try (OutputStream out = connection.getOutputStream()) {
            for (long sent = 0; sent < bytes; sent += BLOCK) {
                out.write(block);
            }
        }
        require(connection);
        return speed(began);
    }

    /** Receives a body of the same length; the MiB per second. */
    public double get(String url) throws IOException {
        long began = System.nanoTime();
        HttpURLConnection connection = open(url);
        require(connection);
        long received = 0;
        byte[] buffer = new byte[BLOCK];
        try (InputStream in = connection.getInputStream()) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                received += n;
            }
        }
        if (received != bytes) {
            throw new IOException("received " + received + " bytes instead of " + bytes);
        }
        return speed(began);
    }

    private static HttpURLConnection open(String url) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(url).toURL().openConnection();
        connection.setReadTimeout(TIMEOUT_MILLIS);
        return connection;
    }

    private static void require(HttpURLConnection connection) throws IOException {
        if (connection.getResponseCode() / 100 != 2) {
            try (InputStream error = connection.getErrorStream()) {
                String text = error == null
                        ? ""
                        : new String(error.readNBytes(1000), java.nio.charset.StandardCharsets.UTF_8);
                throw new IOException("the answer was " + connection.getResponseCode() + " " + text);
            }
        }
    }

    private double speed(long began) {
        return bytes / (double) BLOCK / ((System.nanoTime() - began) / 1e9);
    }

    private String digest() {
        try {
            MessageDigest digest = MessageDigest.getInstance("MD5");
            for (long sent = 0; sent < bytes; sent += BLOCK) {
                digest.update(block);
            }
            return Base64.getEncoder().encodeToString(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
