package io.dyff.kube;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;

/** The file that tells kubectl and other clients where the server is. */
final class Kubeconfig {

    private Kubeconfig() {}

    static void write(Path file, String url, String certificate, String token) throws IOException {
        String text = """
                apiVersion: v1
                kind: Config
                current-context: dyff
                clusters:
                - name: dyff
                  cluster:
                    server: %s
                    certificate-authority-data: %s
                users:
                - name: dyff
                  user:
                    token: %s
                contexts:
                - name: dyff
                  context:
                    cluster: dyff
                    user: dyff
                    namespace: default
                """.formatted(
                        url, Base64.getEncoder().encodeToString(certificate.getBytes(StandardCharsets.UTF_8)), token);
        Path folder = file.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        Path fresh = Files.createTempFile(
                folder,
                "kubeconfig",
                ".new",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(fresh, text);
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
