package dev.tidings.security;

import java.util.List;

/**
 * The origins other than our own whose pages may talk to this service.
 *
 * @param origins such as {@code https://app.example.com}
 */
public record AllowedOrigins(List<String> origins) {

    public AllowedOrigins {
        origins = List.copyOf(origins);
    }
}
