package dev.tidings.http;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.springframework.web.ErrorResponseException;

/**
 * Names the last item of a page, so that the next page starts right after it. Opaque to clients, who pass
 * the {@code next} of one page as {@code after} of the next; not a secret.
 */
public final class PageToken {

    /** Name of the request parameter that carries a token. */
    public static final String PARAMETER = "after";

    private static final String SEPARATOR = "\n";

    private PageToken() {}

    /** Writes the sort keys of an item, none of which holds a control character. */
    public static String of(String... keys) {
        byte[] joined = String.join(SEPARATOR, keys).getBytes(StandardCharsets.UTF_8);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(joined);
    }

    /**
     * Reads the sort keys back.
     *
     * @throws ErrorResponseException with status 400 if the token does not have that many keys
     */
    public static List<String> parse(String token, int count) {
        List<String> keys = List.of(decode(token).split(SEPARATOR, -1));
        if (keys.size() != count || keys.stream().anyMatch(PageToken::hasControl)) {
            throw invalid();
        }
        return keys;
    }

    /** 400: the token was not made here. */
    public static ErrorResponseException invalid() {
        return Problems.badField(PARAMETER, "must be the 'next' of an earlier page");
    }

    private static String decode(String token) {
        try {
            return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            throw invalid();
        }
    }

    private static boolean hasControl(String key) {
        return key.chars().anyMatch(Character::isISOControl);
    }
}
