package io.dyff.local.launch;

import io.dyff.local.instance.DataFolder;
import io.dyff.local.instance.LocalException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** The last proof that an instance can be used: its API accepts the token that users are given. */
final class TokenCheck {
    private final DataFolder folder;

    TokenCheck(DataFolder folder) {
        this.folder = folder;
    }

    void check() throws InterruptedException {
        URI uri = URI.create(new PlatformEnvironment(folder).endpoint() + "/datasets?limit=1");
        HttpRequest request = HttpRequest.newBuilder(uri)
                .timeout(Duration.ofSeconds(20))
                .header("Authorization", "Bearer " + folder.settings().token())
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw LocalException.failed("the API refuses the instance's own token: GET " + uri + " answered "
                        + answer.statusCode() + " " + answer.body());
            }
        } catch (IOException e) {
            throw LocalException.failed("the API does not answer GET " + uri + ": " + e.getMessage());
        }
    }
}
