package dev.tidings.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What an application answered to a request. */
public final class Answer {

    private final int status;
    private final HttpHeaders headers;
    private final byte[] body;

    Answer(int status, HttpHeaders headers, byte[] body) {
        this.status = status;
        this.headers = headers;
        this.body = body;
    }

    public int status() {
        return status;
    }

    public byte[] body() {
        return body.clone();
    }

    public JsonNode json() {
        return JsonMapper.shared().readTree(body);
    }

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** Returns the first value of a header, or an empty text. */
    public String header(String name) {
        return headers.firstValue(name).orElse("");
    }

    /** Returns the field that a problem names, or an empty text. */
    public String field() {
        return json().path("field").asString("");
    }

    /** Returns the id of what the request has created, and asserts that it has. */
    public String createdId() {
        assertThat(status).as(text()).isEqualTo(201);
        return json().path("id").asString();
    }

    /** Asserts that this is a problem with the status, told in problem details and without any stack. */
    public Answer isProblem(int expected) {
        assertThat(status).as(text()).isEqualTo(expected);
        assertThat(header("Content-Type")).startsWith("application/problem+json");
        assertThat(json().path("status").asInt()).isEqualTo(expected);
        assertThat(json().path("detail").asString("")).isNotBlank();
        assertThat(text()).doesNotContain("Exception", "dev.tidings", "at java.", "<html");
        return this;
    }
}
