package io.dyff.kube.http;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The server's own certificate, made once per folder by the JDK's keytool.
 *
 * <p>Plain HTTP would do on loopback, but kubectl sends no token over it.
 *
 * @param pem the certificate as a client trusts it
 */
public record Certificate(KeyStore keys, String password, String pem) {

    private static final String ALIAS = "kube";
    private static final int TOOL_SECONDS = 60;

    /** Reads the folder's certificate, or makes it. */
    public static Certificate in(Path folder, String host) throws IOException {
        Path file = folder.resolve("serving.p12");
        // The file's permissions protect the key; the format merely wants a password.
        String password = "dyff-local";
        if (!Files.exists(file)) {
            make(folder, file, password, host);
        }
        try {
            KeyStore keys = KeyStore.getInstance(file.toFile(), password.toCharArray());
            byte[] encoded = keys.getCertificate(ALIAS).getEncoded();
            String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded);
            return new Certificate(
                    keys, password, "-----BEGIN CERTIFICATE-----\n" + body + "\n-----END CERTIFICATE-----\n");
        } catch (GeneralSecurityException e) {
            throw new IOException(
                    "The certificate in " + file + " cannot be used: delete the file to get a new one", e);
        }
    }

    private static void make(Path folder, Path file, String password, String host) throws IOException {
        Path fresh = folder.resolve("serving.p12.new");
        Files.deleteIfExists(fresh);
        String names = "san=ip:127.0.0.1,dns:localhost,ip:0:0:0:0:0:0:0:1"
                + (host.matches("[0-9.]+|localhost|.*:.*") ? "" : ",dns:" + host)
                + (host.matches("[0-9.]+") && !host.equals("127.0.0.1") ? ",ip:" + host : "");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of("-J-XX:TieredStopAtLevel=1", "-J-XX:+UseSerialGC"));
        command.addAll(List.of("-genkeypair", "-alias", ALIAS, "-keyalg", "EC", "-groupname", "secp256r1"));
        command.addAll(List.of("-validity", "3650", "-dname", "CN=dyff-kube", "-ext", names, "-ext", "bc:c=ca:true"));
        command.addAll(List.of("-storetype", "PKCS12", "-keystore", fresh.toString(), "-storepass", password));
        run(command);
        Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-------"));
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void run(List<String> command) throws IOException {
        Process tool = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            String output = new String(tool.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            if (!tool.waitFor(TOOL_SECONDS, TimeUnit.SECONDS) || tool.exitValue() != 0) {
                throw new IOException("keytool could not make a certificate: " + output);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while keytool made a certificate", e);
        } finally {
            tool.destroyForcibly();
        }
    }
}
