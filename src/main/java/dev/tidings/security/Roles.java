package dev.tidings.security;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.convert.converter.Converter;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.util.StringUtils;

/**
 * Reads the roles of a user from a claim: a list, or names separated by spaces. A claim may lie in another, as
 * {@code realm_access.roles} does; a claim whose own name is that comes first. Anything else gives no role.
 */
final class Roles implements Converter<Jwt, Collection<GrantedAuthority>> {

    static final String CLAIM = "roles";

    private final String claim;

    Roles(String claim) {
        this.claim = claim;
    }

    @Override
    public Collection<GrantedAuthority> convert(Jwt token) {
        Object value = token.getClaim(claim);
        return names(value == null ? inner(token.getClaims()) : value)
                .<GrantedAuthority>map(name -> new SimpleGrantedAuthority(Readers.ROLE_PREFIX + name))
                .toList();
    }

    private @Nullable Object inner(Map<String, Object> claims) {
        Object value = claims;
        for (String name : StringUtils.delimitedListToStringArray(claim, ".")) {
            value = value instanceof Map<?, ?> object ? object.get(name) : null;
        }
        return value;
    }

    private static Stream<String> names(@Nullable Object value) {
        Stream<?> names = switch (value) {
            case String text -> Arrays.stream(StringUtils.tokenizeToStringArray(text, " "));
            case List<?> list -> list.stream();
            case null, default -> Stream.empty();
        };
        return names.filter(String.class::isInstance).map(String.class::cast);
    }
}
