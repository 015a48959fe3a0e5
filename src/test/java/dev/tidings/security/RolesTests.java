package dev.tidings.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.oauth2.jwt.Jwt;

/** Tests for {@link Roles}. */
class RolesTests {

    @Test
    void areNamesInAList() {
        assertThat(roles("roles", Map.of("roles", List.of("admin", "publisher"))))
                .containsExactly("ROLE_admin", "ROLE_publisher");
    }

    @Test
    void areNamesWithSpacesBetween() {
        assertThat(roles("scope", Map.of("scope", "admin  publisher"))).containsExactly("ROLE_admin", "ROLE_publisher");
    }

    @Test
    void mayLieInAnotherClaim() {
        assertThat(roles("realm_access.roles", Map.of("realm_access", Map.of("roles", List.of("admin")))))
                .containsExactly("ROLE_admin");
    }

    @Test
    void areThoseOfTheClaimWithDotsInItsName() {
        assertThat(roles(
                        "https://example.com/roles",
                        Map.of(
                                "https://example.com/roles",
                                List.of("admin"),
                                "https://example",
                                Map.of("com/roles", List.of("publisher")))))
                .containsExactly("ROLE_admin");
    }

    @Test
    void areNoneWhereTheClaimIsAnythingElse() {
        assertThat(roles("roles", Map.of("other", "admin"))).isEmpty();
        assertThat(roles("roles", Map.of("roles", Map.of("admin", true)))).isEmpty();
        assertThat(roles("roles", Map.of("roles", List.of(1, Map.of())))).isEmpty();
        assertThat(roles("realm_access.roles", Map.of("realm_access", "admin"))).isEmpty();
    }

    private static List<String> roles(String claim, Map<String, Object> claims) {
        Jwt token = Jwt.withTokenValue("t")
                .header("alg", "RS256")
                .claims(all -> all.putAll(claims))
                .build();
        return new Roles(claim)
                .convert(token).stream().map(GrantedAuthority::getAuthority).toList();
    }
}
