package dev.tidings.security;

import dev.tidings.destination.Reader;
import java.util.stream.Collectors;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;

/** Tells who reads, from an authentication. */
public final class Readers {

    static final String ROLE_PREFIX = "ROLE_";

    private Readers() {}

    /** Returns the reader with the name and the roles of an authenticated user. */
    public static Reader of(Authentication user) {
        return new Reader(
                user.getName(),
                user.getAuthorities().stream()
                        .map(GrantedAuthority::getAuthority)
                        .filter(authority -> authority != null && authority.startsWith(ROLE_PREFIX))
                        .map(authority -> authority.substring(ROLE_PREFIX.length()))
                        .collect(Collectors.toUnmodifiableSet()));
    }
}
