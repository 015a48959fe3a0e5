package dev.tidings.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** One user's view of a running application over HTTP, as close to the bytes as a test needs. */
public final class Api {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String BOUNDARY = "a-boundary";
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    private final URI server;
    private final @Nullable String token;

    private Api(URI server, @Nullable String token) {
        this.server = server;
        this.token = token;
    }

    /** Returns the view of somebody who is not signed in. */
    public static Api on(int port) {
        return new Api(URI.create("http://localhost:" + port), null);
    }

    /** Signs in with the demo identity. */
    public Api as(String user) {
        Answer answer = post("/api/auth/token", Map.of("username", user, "password", user));
        assertThat(answer.status()).isEqualTo(200);
        return new Api(server, answer.json().path("access_token").asString());
    }

    /** Returns the token of the user who is signed in. */
    public String token() {
        return Objects.requireNonNull(token);
    }

    public Answer get(String path, String... headers) {
        return send("GET", path, BodyPublishers.noBody(), headers);
    }

    public Answer post(String path, Object body, String... headers) {
        return sendJson("POST", path, JSON.writeValueAsString(body), headers);
    }

    public Answer put(String path, Object body, String... headers) {
        return sendJson("PUT", path, JSON.writeValueAsString(body), headers);
    }

    public Answer delete(String path, String... headers) {
        return send("DELETE", path, BodyPublishers.noBody(), headers);
    }

    /** Sends a body of any type, well-formed or not. */
    public Answer send(String method, String path, String contentType, byte[] body) {
        return send(method, path, BodyPublishers.ofByteArray(body), "Content-Type", contentType);
    }

    /** Sends any body with any headers. */
    public Answer send(String method, String path, byte[] body, List<String> headers) {
        return send(method, path, BodyPublishers.ofByteArray(body), headers.toArray(String[]::new));
    }

    /** Uploads a file to a folder; the name goes out as it is. */
    public Answer upload(String folder, String name, byte[] content) {
        var body = new ByteArrayOutputStream();
        body.writeBytes(utf8("--%s\r\nContent-Disposition: form-data; name=\"parent_id\"\r\n\r\n%s\r\n"
                .formatted(BOUNDARY, folder)));
        body.writeBytes(utf8("--%s\r\nContent-Disposition: form-data; name=\"file\"; filename=\"%s\"\r\n\r\n"
                .formatted(BOUNDARY, name)));
        body.writeBytes(content);
        body.writeBytes(utf8("\r\n--%s--\r\n".formatted(BOUNDARY)));
        return send("POST", "/api/assets", "multipart/form-data; boundary=" + BOUNDARY, body.toByteArray());
    }

    /** Uploads a file and returns its id. */
    public String file(String folder, String name, byte[] content) {
        return created(upload(folder, name, content));
    }

    /** Creates a folder and returns its id. */
    public String folder(String parent, String name) {
        return created(post("/api/assets", Map.of("parent_id", parent, "name", name)));
    }

    /** Returns the id of the user's home folder. */
    public String home() {
        return get("/api/me").json().path("home_folder_id").asString();
    }

    private static String created(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.json().path("id").asString();
    }

    private Answer sendJson(String method, String path, String body, String... headers) {
        String[] all = new String[headers.length + 2];
        System.arraycopy(headers, 0, all, 2, headers.length);
        all[0] = "Content-Type";
        all[1] = "application/json";
        return send(method, path, BodyPublishers.ofString(body), all);
    }

    private Answer send(String method, String path, HttpRequest.BodyPublisher body, String... headers) {
        var request =
                HttpRequest.newBuilder(server.resolve(path)).timeout(DEADLINE).method(method, body);
        if (headers.length > 0) {
            request.headers(headers);
        }
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        // A connection of its own: one that the server has just closed, after a body that it did not read, would
        // fail the next request, and a POST is not sent again.
        try (HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            var response = http.send(request.build(), BodyHandlers.ofByteArray());
            return new Answer(response.statusCode(), response.headers(), response.body());
        } catch (IOException ex) {
            throw new AssertionError("No answer to %s %s".formatted(method, path), ex);
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted during %s %s".formatted(method, path), ex);
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
